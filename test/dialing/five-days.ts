import { usualRules, type DialOutcome } from '../../src/dialing/dial-entry';
import { openCallTables } from '../../src/gateway/call-tables';
import { zoneOffset } from '../../src/gateway/route/zone-offset';

/** Area codes and where they are, by the time zone database: not by the product's own table. */
const places = [
  ['+7495', 'Europe/Moscow'],
  ['+7401', 'Europe/Kaliningrad'],
  ['+7846', 'Europe/Samara'],
  ['+7343', 'Asia/Yekaterinburg'],
  ['+7381', 'Asia/Omsk'],
  ['+7383', 'Asia/Novosibirsk'],
  ['+7395', 'Asia/Irkutsk'],
  ['+7423', 'Asia/Vladivostok'],
  ['+7415', 'Asia/Kamchatka'],
  ['+7727', 'Asia/Almaty'],
  ['+4930', 'Europe/Berlin'],
  ['+7999', 'Europe/Moscow'],
] as const;

const account = 1;
const minute = 60_000;
const day = 24 * 60 * minute;

export interface FiveDays {
  readonly calls: number;
  readonly reached: number;
  readonly ms: number;
  /** What must not happen, by name: how often it did. */
  readonly outsideHours: number;
  readonly overDay: number;
  readonly overAll: number;
  readonly forbidden: number;
  readonly byTwo: number;
}

/** Agents with overlapping lists dial day and night; everything that they were allowed is judged afterwards. */
export function fiveDays(size: {
  numbers: number;
  agents: number;
  list: number;
  days: number;
  seed: number;
}): FiveDays {
  let state = size.seed;
  const dice = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  // March: Berlin changes its clocks on the way.
  const start = Date.parse('2026-03-27T00:00:00Z');
  const until = start + size.days * day;
  const began = performance.now();
  const tables = openCallTables(':memory:', start);
  const { dial } = tables;

  const zoneOf = new Map<string, string>();
  const people = Array.from({ length: size.numbers }, (_, index) => {
    const [code, zone] = places[dice(places.length)]!;
    const phones = Array.from({ length: dice(5) === 0 ? 2 : 1 }, (_unused, more) => {
      const phone = code + String(index * 2 + more).padStart(12 - code.length, '0');
      zoneOf.set(phone, zone);
      return phone;
    });
    return { name: `Client ${index}`, company: '', link: null, phones };
  });
  const blocked = new Map<string, number>();
  const forbid = (phones: readonly string[], at: number): void =>
    phones.forEach((phone) => blocked.set(phone, at));

  const agents = Array.from({ length: size.agents }, (_, index) => ({ user: index + 1, freeAt: start }));
  for (const { user } of agents) {
    const chosen = new Set(Array.from({ length: size.list }, () => people[dice(people.length)]!));
    dial.add(account, user, [...chosen], start - day);
    dial.set(account, user, { run: { driver: `d${user}`, since: start, paused: null } });
  }
  // One in thirty is on the do-not-call list after the lists have been made.
  for (const { user } of agents)
    for (const { id, phones } of dial.since(account, user, 0, size.list, start).entries)
      if (dice(30) === 0 && !blocked.has(phones[0]!)) {
        dial.word(account, user, id, { is: 'forbidden' }, start);
        forbid(phones, start);
      }

  const made: { at: number; user: number; phone: string; person: string }[] = [];
  let reached = 0;
  for (;;) {
    const agent = agents.reduce((first, one) => (one.freeAt < first.freeAt ? one : first));
    const now = agent.freeAt;
    if (now >= until) break;
    const claim = dial.claim(account, agent.user, { driver: `d${agent.user}` }, now, usualRules);
    if (!('call' in claim)) {
      agent.freeAt = Math.max(
        now + minute,
        Math.min(claim.none === 'open' ? now : (claim.nextAt ?? until), until),
      );
      continue;
    }
    const { attempt, name, id, phones } = claim.call;
    made.push({ at: now, user: agent.user, phone: attempt!.phone, person: name });
    const roll = dice(100);
    const outcome: DialOutcome =
      roll < 25
        ? 'answered'
        : roll < 45
          ? 'busy'
          : roll < 85
            ? 'no-answer'
            : roll < 92
              ? 'machine'
              : 'no-such-number';
    const seconds = outcome === 'answered' ? 20 + dice(200) : 0;
    const over = now + (outcome === 'answered' ? seconds : 5 + dice(25)) * 1000;
    dial.over(account, agent.user, attempt!.id, { outcome, seconds }, over, usualRules);
    if (outcome === 'answered') reached += 1;
    if (outcome === 'answered' && dice(40) === 0) {
      dial.word(account, agent.user, id, { is: 'forbidden' }, over);
      forbid(phones, over);
    }
    agent.freeAt = over + 10_000;
  }
  const ms = performance.now() - began;
  tables.close();

  const local = (phone: string, at: number): Date =>
    new Date(at + zoneOffset(zoneOf.get(phone)!, at) * minute);
  const grouped = <T>(
    key: (call: (typeof made)[number]) => string,
    value: (call: (typeof made)[number]) => T,
  ) => {
    const groups = new Map<string, T[]>();
    for (const call of made) groups.set(key(call), [...(groups.get(key(call)) ?? []), value(call)]);
    return [...groups.values()];
  };
  return {
    calls: made.length,
    reached,
    ms,
    outsideHours: made.filter(({ phone, at }) => {
      const hour = local(phone, at).getUTCHours();
      return hour < 9 || hour >= 20;
    }).length,
    overDay: grouped(
      ({ phone, at }) => phone + local(phone, at).toISOString().slice(0, 10),
      () => 1,
    ).filter(({ length }) => length > usualRules.mostADay).length,
    overAll: grouped(
      ({ person }) => person,
      () => 1,
    ).filter(({ length }) => length > usualRules.mostTries).length,
    forbidden: made.filter(({ phone, at }) => (blocked.get(phone) ?? Infinity) <= at).length,
    byTwo: grouped(
      ({ person }) => person,
      ({ user }) => user,
    ).filter((users) => new Set(users).size > 1).length,
  };
}
