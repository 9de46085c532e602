import type { DialEnd, DialEntry } from '../../dialing/dial-entry';
import type { ResultApi } from './result-api';
import { embedded, fieldsOf, textOf } from './result-json';

const paths = { contact: 'contacts', company: 'companies', lead: 'leads', customer: 'customers' } as const;
const ends = ['reached', 'unreached', 'wrong', 'forbidden'] as const satisfies readonly DialEnd[];
/** Of one record, the newest first; ours is among them if it has been written a moment ago. */
const newest = 50;

/** What came of a dial list, said in the record that the person came from. Safe to repeat; rejects with `CrmFailure`. */
export function dialMarks(
  api: ResultApi,
  words: { tag: (end: DialEnd) => string; note: (entry: DialEntry) => string },
): (entry: DialEntry, how: 'notes' | 'tags') => Promise<void> {
  return async (entry, how) => {
    const { link, end } = entry;
    if (link === null || end === undefined) return;
    const record = `/api/v4/${paths[link.kind]}/${link.id}`;
    if (how === 'tags') {
      const named = (own: (one: DialEnd) => boolean) =>
        ends.filter(own).map((one) => ({ name: words.tag(one) }));
      const body = {
        tags_to_add: named((one) => one === end),
        tags_to_delete: named((one) => one !== end),
      };
      await api.ask({ method: 'PATCH', path: record, body });
      return;
    }
    const text = words.note(entry);
    // A note that was taken while its answer got lost must not come twice.
    const query = { 'filter[note_type][]': 'common', 'order[id]': 'desc', limit: newest };
    const known = embedded(await api.ask({ method: 'GET', path: `${record}/notes`, query }), 'notes');
    if (known.some(({ params }) => textOf(fieldsOf(params)['text']) === text)) return;
    const body = [{ note_type: 'common', params: { text } }];
    await api.ask({ method: 'POST', path: `${record}/notes`, body });
  };
}
