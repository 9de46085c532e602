import { expect, test } from '@playwright/test';
import { givingUpFaults } from '../fakes/sip-faults-giving-up';
import { incomingFaults } from '../fakes/sip-faults-in';
import { lineFaults } from '../fakes/sip-faults-line';
import { outgoingFaults } from '../fakes/sip-faults-out';
import { talkFaults } from '../fakes/sip-faults-talk';
import { tortureFaults } from '../fakes/sip-faults-torture';
import type { Misbehaviour } from '../fakes/sip-script';
import { playAll, type Finding } from './phone-page/fault-bench';

test.setTimeout(240_000);

const names = (list: readonly Finding[], test: (one: Finding) => boolean): string[] =>
  list.filter(test).map(({ name, history }) => `${name}: ${history.join(' > ')}`);

const parts: [string, readonly Misbehaviour[]][] = [
  ['a call out', outgoingFaults],
  ['giving up', givingUpFaults],
  ['a ring', incomingFaults],
  ['a talk', talkFaults],
  ['the line', lineFaults],
  ['RFC 4475', tortureFaults],
];

for (const [what, list] of parts)
  test(`${what}: ${list.length} misbehaviours of the server are survived`, async () => {
    const found = await playAll('ours', list, 7000, 10);
    expect(found.each.length).toBe(list.length);
    expect(found.errors).toEqual([]);
    expect(names(found.each, ({ stuck }) => stuck)).toEqual([]);
    expect(names(found.each, ({ ghost }) => ghost)).toEqual([]);
    expect(names(found.each, ({ registers }) => registers > 9)).toEqual([]);
    expect(found.microphones).toBe(0);
    expect(found.connections).toBe(0);
    // The browser itself tells of sockets that could not be opened; nothing else says a word.
    expect(found.said.filter((text) => !text.startsWith('WebSocket connection to'))).toEqual([]);
  });
