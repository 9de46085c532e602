import { parsePbxEvents } from '../protocol/pbx-events';
import { eventsAsSent } from './events-as-sent';

const ringing = {
  ...{ id: 'c1-1', call_id: 'c1', type: 'ringing', direction: 'inbound', from: '+79991112233', to: '' },
  ...{ extensions: ['101', '102'], at: '2026-01-31T10:00:00.000Z' },
};
const ended = { ...ringing, type: 'ended', duration: 0, disposition: 'no_answer' };

/** Of a body as it came: what is taken of it as it stands, and what it was read as. */
function taken(body: string) {
  const json = JSON.parse(body) as unknown;
  const sent = Array.isArray(json) ? (json as unknown[]) : [json];
  const read = parsePbxEvents(json);
  if ('faults' in read) throw new Error('a body with faults');
  return { text: eventsAsSent(body, sent, read.events), events: read.events };
}

test.each([
  ['one event', ringing],
  ['a list of one', [ringing]],
  ['a list', [ringing, ended]],
  ['nobody named', { ...ringing, extensions: [] }],
  ['letters of other scripts', { ...ringing, from: 'Анна 😀' }],
  ['a reason', { ...ringing, reason: 'manager' }],
  ['a recording', { ...ringing, type: 'recorded', recording_url: 'https://pbx.example/1.mp3' }],
  ['all of an end', { ...ended, duration: 1234, recording_url: 'https://pbx.example/1.mp3' }],
  ['another order', Object.fromEntries(Object.entries(ended).reverse())],
])('%s is taken as it was written', (_name, body) => {
  const { text, events } = taken(JSON.stringify(body));
  expect(JSON.parse(`[${text}]`)).toEqual(events);
});

const written = JSON.stringify(ringing);
const also = (more: string): string => `${written.slice(0, -1)},${more}}`;
const thousands = JSON.stringify({ ...ended, duration: 600_000 });
test.each([
  ['a blank', `${written} `],
  ['a blank in a list', `[${written}, ${written}]`],
  ['a field that nobody knows', also('"caller":"Anna"')],
  ['a field without a value', also('"reason":null')],
  ['a field that is not kept of this event', also('"duration":1')],
  ['a field that is there twice', also('"to":""')],
  ['something escaped', JSON.stringify({ ...ringing, from: 'Anna "A"' })],
  ['an extension with a blank', written.replace('"102"', '"102 "')],
  ['an extension twice', written.replace('"102"', '"102","102"')],
  ['an instant with less to it, and as much more', also('"m":12').replace(':00.000Z', 'Z')],
  ['an instant of another zone', written.replace('10:00:00.000Z', '13:00:00.000+03:00')],
  ['a number written in short, and as much more', thousands.replace('600000', '6e5   ')],
])('a body with %s is not', (_name, body) => {
  expect(taken(body).text).toBeUndefined();
});
