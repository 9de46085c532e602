import { dialPeople, type DialSource } from '../adapters/amocrm/dial-people';
import type { ResultApi } from '../adapters/amocrm/result-api';
import { mostPeople, type DialAdded, type DialPerson } from '../dialing/dial-list';
import type { Texts } from '../domain/texts';
import type { DialGateway } from '../ports/dial-gateway';

/** Adds to the list, in as few requests as there are hundreds of people, and says in one message what came of it. */
export function dialFill(parts: { api: ResultApi; gateway: DialGateway; texts: Texts }): {
  rows(sources: readonly DialSource[]): Promise<string>;
  /** One number a line, or with commas between; a name may stand before it. */
  typed(text: string): Promise<string>;
} {
  const { api, gateway, texts } = parts;

  async function add(people: readonly DialPerson[]): Promise<string> {
    const sum = { added: 0, duplicates: 0, forbidden: 0, noPhone: 0 };
    for (let from = 0; from < people.length; from += mostPeople) {
      const some = people.slice(from, from + mostPeople);
      const counted = (await gateway.order({ do: 'add', people: some })) as DialAdded | undefined;
      if (counted === undefined) return texts('dial.added.failed', { count: sum.added });
      for (const name of ['added', 'duplicates', 'forbidden', 'noPhone'] as const) sum[name] += counted[name];
    }
    const refused = (['noPhone', 'duplicates', 'forbidden'] as const)
      .filter((name) => sum[name] > 0)
      .map((name) => texts(`dial.added.${name}`, { count: sum[name] }));
    return [texts('dial.added.added', { count: sum.added }), ...refused].join(' ');
  }

  return {
    async rows(sources) {
      try {
        return await add(await dialPeople(api, sources));
      } catch {
        return texts('dial.added.crm_failed');
      }
    },
    typed: (text) =>
      add(
        text
          .split(/[\n;,]+/)
          .map((line) => line.trim())
          .filter((line) => line !== '')
          .map((line) => {
            const [, name = '', phone = line] = /^(.*?[^\d\s+()-])?\s*([+(]?\d[\d\s()-]*)$/.exec(line) ?? [];
            return { name: name.trim(), company: '', link: null, phones: [phone] };
          }),
      ),
  };
}
