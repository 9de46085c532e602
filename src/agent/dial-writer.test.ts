import { dialMarks } from '../adapters/amocrm/dial-marks';
import { resultApi } from '../adapters/amocrm/result-api';
import type { DialEntry } from '../dialing/dial-entry';
import { usualHead } from '../dialing/dial-head';
import { resultBench } from '../../test/fakes/result-bench';
import { listBench } from '../../test/dialing/list-bench';
import { dialWriter } from './dial-writer';

async function benches() {
  const crm = resultBench();
  const api = resultApi({ transport: crm.transport, clock: crm.clockOfTab, turn: () => Promise.resolve() });
  const list = listBench();
  const contact = await crm.made('contacts', { name: 'Иван' });
  const done = await list.reached({ kind: 'contact', id: contact });
  const words = {
    tag: (end: string) => `Обзвон: ${end}`,
    note: ({ end, tries }: DialEntry) => `Обзвон: ${end ?? ''}, попыток ${tries.length}`,
  };
  const writers: { stop(): void }[] = [];
  /** Another tab or computer that writes; looks at the list as it is now. */
  const writer = (how: 'notes' | 'tags') => {
    const made = dialWriter({
      gateway: list.gateway,
      clock: list.clock,
      write: dialMarks(api, words),
      onChanged: () => undefined,
    });
    writers.push(made);
    return { ...made, look: () => made.look({ ...usualHead, write: how }, list.entries()) };
  };
  const notes = (): (string | undefined)[] =>
    [...crm.crm.notes.values()]
      .filter((note) => note.entity_id === contact && note.note_type === 'common')
      .map(({ params }) => (params as { text?: string }).text);
  const tags = (): string[] => crm.crm.contacts.get(contact)!.tags.map(({ name }) => name);
  const turns = async (most: number, until: () => boolean): Promise<void> => {
    for (let turn = 0; turn < most && !until(); turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      await list.clock.pass(0);
    }
  };
  const settled = (until: () => boolean): Promise<void> => turns(5_000, until);
  /** Long enough for what should not be done to be done. */
  const quiet = (): Promise<void> => turns(300, () => false);
  return {
    crm,
    list,
    done,
    writer,
    notes,
    tags,
    settled,
    quiet,
    stop: () => writers.forEach((one) => one.stop()),
  };
}

test('a person who was reached gets a note, once, however often the list is looked at', async () => {
  const { list, writer, notes, settled, quiet, stop } = await benches();
  const one = writer('notes');
  one.look();
  one.look();
  await settled(() => list.entries()[0]?.written !== undefined);
  one.look();
  writer('notes').look();
  await quiet();
  expect(notes()).toEqual(['Обзвон: reached, попыток 1']);
  stop();
});

test('two browsers at once write one note', async () => {
  const { list, writer, notes, settled, stop } = await benches();
  writer('notes').look();
  writer('notes').look();
  await settled(() => list.entries()[0]?.written !== undefined);
  expect(notes()).toHaveLength(1);
  stop();
});

test('a note whose answer was lost does not come twice', async () => {
  const { crm, list, writer, notes, settled, quiet, stop } = await benches();
  // The first request reads the notes, the second writes one.
  crm.losses.set(crm.requests.length + 1, 'answer');
  const one = writer('notes');
  one.look();
  await settled(() => notes().length > 0);
  await quiet();
  expect(list.entries()[0]?.written).toBeUndefined();
  await list.clock.pass(100_000);
  await settled(() => list.entries()[0]?.written !== undefined);
  expect(notes()).toHaveLength(1);
  stop();
});

test('a tag says what came of it, and makes room for another when that changes', async () => {
  const { list, done, writer, tags, settled, stop } = await benches();
  const one = writer('tags');
  one.look();
  await settled(() => list.entries()[0]?.written !== undefined);
  expect(tags()).toEqual(['Обзвон: reached']);
  await list.gateway.order({ do: 'word', id: done.id, word: { is: 'wrong' } });
  one.look();
  await settled(() => list.entries()[0]?.written?.startsWith('wrong') === true);
  expect(tags()).toEqual(['Обзвон: wrong']);
  stop();
});

test('where nothing is to be written, nothing is asked of the CRM', async () => {
  const { crm, list, quiet, stop } = await benches();
  const before = crm.requests.length;
  const made = dialWriter({
    gateway: list.gateway,
    clock: list.clock,
    write: () => Promise.reject(new Error('asked')),
    onChanged: () => undefined,
  });
  made.look(usualHead, list.entries());
  await quiet();
  expect(crm.requests).toHaveLength(before);
  expect(list.entries()[0]?.writing).toBeUndefined();
  made.stop();
  stop();
});
