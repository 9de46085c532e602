import { resultBench, type Loss } from '../../test/fakes/result-bench';
import { anna, boris } from '../../test/fakes/sandbox-api';
import {
  blindSearch,
  counted,
  everything,
  intoInbox,
  once,
  phone,
  task,
  type Bench,
} from '../../test/fakes/unknown-caller';
import type { ResultFields, SentSoFar } from '../domain/call-result';
import { sendResult } from './send-result';

// Hundreds of requests each, and the machine may be busy.
jest.setTimeout(60_000);

describe('an answer gets lost', () => {
  type Case = [string, (bench: Bench) => Promise<Partial<ResultFields>>];
  const situations: Case[] = [
    ['a new contact and lead', (bench) => Promise.resolve(everything(bench))],
    [
      'a contact without a lead',
      async (bench) => {
        await bench.made('contacts', bench.phoned(phone, 'Оля'));
        return everything(bench);
      },
    ],
    [
      'a call in the inbox',
      async (bench) => {
        await intoInbox(bench);
        return everything(bench);
      },
    ],
    [
      'a call in the inbox without a contact',
      async (bench) => {
        await intoInbox(bench, 'c-1', false);
        return { ...everything(bench), pipelineId: 31702, stageId: 3170202 };
      },
    ],
    [
      'a linked contact that gets the number',
      async (bench) => {
        const id = await bench.made('contacts', { name: 'Ольга' });
        await bench.made('leads', { name: 'Окна на дачу', _embedded: { contacts: [{ id }] } });
        return { ...everything(bench), link: { kind: 'contact', id, name: 'Ольга' } };
      },
    ],
  ];
  const kinds: Loss[] = ['answer', 'request'];

  test.each(situations.flatMap(([name, prepare]) => kinds.map((loss) => [name, loss, prepare] as const)))(
    '%s: each %s lost in turn, then two in a row, doubles and loses nothing',
    async (_, loss, prepare) => {
      const whole = resultBench();
      await whole.send(whole.job({ phone, fields: await prepare(whole) }));
      const total = whole.requests.length;
      expect(total).toBeGreaterThan(3);
      for (const lost of Array.from({ length: total }, (__, index) => [[index], [index, index + 1]]).flat()) {
        const bench = resultBench();
        const fields = await prepare(bench);
        lost.forEach((index) => bench.losses.set(index, loss));
        await bench.send(bench.job({ phone, fields }));
        expect({ lost, ...counted(bench) }).toEqual({ lost, ...once });
      }
    },
  );

  test('with this computer’s clock an hour ahead or behind the same', async () => {
    for (const wrong of [3600, -3600]) {
      for (const lost of [3, 4, 5]) {
        const bench = resultBench({ wrong });
        bench.losses.set(lost, 'answer');
        await bench.send(bench.job({ phone, fields: everything(bench) }));
        expect({ wrong, lost, ...counted(bench) }).toEqual({ wrong, lost, ...once });
      }
    }
  });

  test('what the agent changes before the next try is changed where it was written already', async () => {
    for (const lost of [3, 4, 5]) {
      const bench = resultBench();
      bench.losses.set(lost, 'answer');
      let sent: SentSoFar = {};
      const first = bench.job({ phone, fields: everything(bench) });
      const { writer } = bench.tab();
      await expect(sendResult(first, writer, (kept) => (sent = kept))).rejects.toMatchObject({
        kind: 'retry',
      });
      const later = { ...task(bench), text: 'Созвониться' };
      const fields = { ...first.fields, contactName: 'Ольга Седова', note: 'Просит скидку', task: later };
      const done = await bench.send({ ...first, fields, sent });
      expect({ lost, ...counted(bench, 'Просит скидку', 'Созвониться') }).toEqual({ lost, ...once });
      expect(counted(bench)).toMatchObject({ notes: 0, tasks: 0 });
      expect(bench.crm.contacts.get(done.contactId!)?.name).toBe('Ольга Седова');
    }
  });

  test('a hidden number: the contact is known again by its name', async () => {
    const bench = resultBench();
    bench.losses.set(0, 'answer');
    const before = bench.crm.contacts.size;
    await bench.send(bench.job({ fields: everything(bench) }));
    expect(bench.crm.contacts.size).toBe(before + 1);
    expect(counted(bench)).toMatchObject({ leads: 1, notes: 1, tasks: 1 });
  });

  test('while the search does not show yet what was made, the newest contacts do', async () => {
    const bench = resultBench();
    const { writer } = bench.tab(blindSearch(bench));
    // The inbox is asked first: the search does not reach the bench.
    bench.losses.set(1, 'answer');
    await bench.send(bench.job({ phone, fields: everything(bench) }), { writer });
    expect(counted(bench)).toEqual(once);
  });

  test('the same words of somebody else, or of yesterday, are not taken for ours', async () => {
    const bench = resultBench();
    const id = await bench.made('contacts', { name: 'Ольга' });
    const note = { note_type: 'common', params: { text: 'Просит замер' } };
    const path = `/api/v4/contacts/${id}/notes`;
    await bench.ask('POST', path, [note], { user: boris });
    await bench.ask('POST', path, [{ ...note, created_at: bench.clock.ms / 1000 - 86_400 }], { user: anna });
    bench.losses.set(0, 'request');
    const fields = { link: { kind: 'contact', id, name: 'Ольга' } as const, note: 'Просит замер' };
    await bench.send(bench.job({ phone, unknown: false, fields }));
    expect(counted(bench).notes).toBe(3);
  });
});
