import type { DialWord } from '../dialing/after-try';
import type { DialOutcome } from '../dialing/dial-entry';
import { dialPauses, type DialHead } from '../dialing/dial-head';
import { mostPeople, type DialOrder, type DialPerson } from '../dialing/dial-list';

type Fields = Readonly<Record<string, unknown>>;
const fields = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});

const longestId = 256;
const longestText = 255;
const mostPhones = 20;
const mostIds = 20_000;
const longestTalk = 7 * 24 * 3600;
const latest = Date.UTC(2100, 0);

const id = (raw: unknown): string | undefined =>
  typeof raw === 'string' && raw !== '' && raw.length <= longestId ? raw : undefined;
const text = (raw: unknown): string => (typeof raw === 'string' ? raw.slice(0, longestText) : '');
const whole = (raw: unknown, most: number): number | undefined =>
  typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 && raw <= most ? raw : undefined;
const oneOf = <const T extends string>(raw: unknown, words: readonly T[]): T | undefined =>
  words.find((word) => word === raw);

function linkOf(raw: unknown): DialPerson['link'] {
  const given = fields(raw);
  const kind = oneOf(given['kind'], ['contact', 'company', 'lead', 'customer']);
  const record = whole(given['id'], Number.MAX_SAFE_INTEGER);
  return kind === undefined || record === undefined ? null : { kind, id: record };
}

const person = (raw: unknown): DialPerson => {
  const { name, company, link, phones } = fields(raw);
  const numbers = Array.isArray(phones) ? (phones as unknown[]) : [];
  return {
    name: text(name),
    company: text(company),
    link: linkOf(link),
    phones: numbers.slice(0, mostPhones).map(text),
  };
};

function wordOf(raw: unknown): DialWord | undefined {
  const { is, at } = fields(raw);
  if (is === 'callback') {
    const moment = whole(at, latest);
    return moment === undefined ? undefined : { is, at: moment };
  }
  const word = oneOf(is, ['reached', 'unreached', 'wrong', 'skipped', 'forbidden']);
  return word === undefined ? undefined : { is: word };
}

function headOf(raw: unknown): Partial<Omit<DialHead, 'run'>> | undefined {
  const given = fields(raw);
  const mode = oneOf(given['mode'], ['preview', 'progressive']);
  const write = oneOf(given['write'], ['nothing', 'notes', 'tags']);
  const interval = whole(given['interval'], 3600);
  const shiftEnds = given['shiftEnds'] === null ? null : whole(given['shiftEnds'], 24 * 60);
  const openCard = given['openCard'];
  const head = {
    ...(mode !== undefined && { mode }),
    ...(write !== undefined && { write }),
    ...(interval !== undefined && { interval }),
    ...(shiftEnds !== undefined && { shiftEnds }),
    ...(typeof openCard === 'boolean' && { openCard }),
  };
  return Object.keys(head).length === Object.keys(given).length ? head : undefined;
}

const outcomes: readonly (DialOutcome | 'untried')[] = [
  'answered',
  'busy',
  'no-answer',
  'machine',
  'declined',
  'no-such-number',
  'failed',
  'interrupted',
  'untried',
];

/** Undefined for anything that is not an order. */
export function parseDialOrder(raw: unknown): DialOrder | undefined {
  const given = fields(raw);
  const [entry, driver, attempt] = [id(given['id']), id(given['driver']), id(given['attempt'])];
  const action = given['do'];
  switch (action) {
    case 'add': {
      const people = given['people'];
      if (!Array.isArray(people) || people.length > mostPeople) return undefined;
      return { do: action, people: people.map(person) };
    }
    case 'move': {
      const before = given['before'] === null ? null : id(given['before']);
      return entry === undefined || before === undefined ? undefined : { do: action, id: entry, before };
    }
    case 'remove': {
      const ids = given['ids'];
      if (!Array.isArray(ids) || ids.length > mostIds) return undefined;
      return { do: action, ids: ids.map(id).filter((one) => one !== undefined) };
    }
    case 'clear':
    case 'again':
    case 'stop':
      return { do: action };
    case 'restore': {
      const mark = whole(given['mark'], Number.MAX_SAFE_INTEGER);
      return mark === undefined ? undefined : { do: action, mark };
    }
    case 'word': {
      const word = wordOf(given['word']);
      return entry === undefined || word === undefined ? undefined : { do: action, id: entry, word };
    }
    case 'set': {
      const head = headOf(given['head']);
      return head === undefined ? undefined : { do: action, head };
    }
    case 'start':
      return driver === undefined ? undefined : { do: action, driver };
    case 'pause': {
      const why = oneOf(given['why'], dialPauses);
      return driver === undefined || why === undefined ? undefined : { do: action, driver, why };
    }
    case 'claim':
      if (driver === undefined) return undefined;
      return { do: action, driver, ...(entry !== undefined && { id: entry }) };
    case 'placed': {
      const callId = id(given['callId']);
      return attempt === undefined || callId === undefined ? undefined : { do: action, attempt, callId };
    }
    case 'over': {
      const outcome = oneOf(given['outcome'], outcomes);
      const seconds = whole(given['seconds'], longestTalk);
      if (attempt === undefined || outcome === undefined || seconds === undefined) return undefined;
      return { do: action, attempt, outcome, seconds };
    }
    case 'write':
    case 'wrote': {
      const mark = id(given['mark']);
      return entry === undefined || mark === undefined ? undefined : { do: action, id: entry, mark };
    }
    case 'settle':
      return attempt === undefined ? undefined : { do: action, attempt };
    default:
      return undefined;
  }
}
