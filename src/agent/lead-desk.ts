import type { Call } from '../domain/call';
import type { Caller } from '../domain/caller';
import { lifetime, type Undo } from '../domain/undo';
import type { Attention } from '../ports/attention';
import type { Clock } from '../ports/clock';
import type { Crm } from '../ports/crm';
import type { Memory } from '../ports/memory';
import type { Pbx } from '../ports/pbx';
import type { Tabs } from '../ports/tabs';
import type { CallerLookup } from './caller-lookup';
import type { LeadPhone } from './lead-phone';
import type { PhoneAnswer, PhoneDesk } from './phone-desk';
import {
  caughtUp,
  find,
  pruned,
  put,
  settled,
  withCaller,
  withChoice,
  withClosed,
  withPhone,
  type Desk,
  type DeskCommand,
} from './desk';
import { faultLedger } from './fault-ledger';

export interface LeadParts {
  readonly pbx: Pbx;
  readonly crm: Crm;
  readonly clock: Clock;
  readonly memory: Memory;
  readonly attention: Attention;
  readonly tabs: Tabs<Desk, DeskCommand, PhoneAnswer>;
  readonly lookup: CallerLookup;
  /** The phone of the leading tab; says what the desk shall show of it. */
  readonly phone: (
    before: PhoneDesk | undefined,
    onPhone: (phone: PhoneDesk | undefined) => void,
  ) => LeadPhone;
  /** Hears of every call, also those whose card is closed and that leave the desk at once. */
  readonly onDesk: (desk: Desk) => void;
  readonly onUnexpected: (error: unknown) => void;
}

const rememberAtMost = 200;
const added = (list: readonly string[], id: string): readonly string[] =>
  [...list, id].slice(-rememberAtMost);

/** The leader's work: hears the PBX, finds the callers, files the ended calls, tells all tabs. */
export function leadDesk(parts: LeadParts, before: Desk | undefined): Undo {
  const { pbx, crm, clock, memory, attention, tabs, lookup } = parts;
  const life = lifetime(parts.onUnexpected);
  const lookups = new Map<string, Undo>();
  const faults = faultLedger({ memory, clock, report: (code) => crm.reportFault(code) });
  const remembered = memory.read().cursor;
  let desk: Desk = before ?? {
    calls: [],
    skew: 0,
    stage: tabs.stage(),
    ...(remembered !== undefined && { cursor: remembered }),
  };

  /** Inbound calls of this agent, once, also when tabs change hands in between: the memory is common to them. */
  const file = (call: Call, caller: Caller): void => {
    if (call.state !== 'ended' || call.direction !== 'inbound' || !settled(caller)) return;
    if (memory.read().filed.includes(call.call_id)) return;
    memory.change((mind) => ({ ...mind, filed: added(mind.filed, call.call_id) }));
    crm.fileCall(call, caller);
  };

  const drawAttention = (previous: Desk): void => {
    for (const { call, caller, closed } of desk.calls) {
      const calls =
        call.state === 'ringing' && call.direction === 'inbound' && !closed && !desk.stage.visible;
      if (calls) attention.show(call, caller);
      else attention.clear(call.call_id);
    }
    for (const { call } of previous.calls)
      if (find(desk, call.call_id) === undefined) attention.clear(call.call_id);
  };

  const become = (next: Desk): void => {
    if (life.ended) return;
    const previous = desk;
    for (const { call, caller } of next.calls) file(call, caller);
    parts.onDesk(next);
    desk = pruned({ ...next, stage: tabs.stage() }, clock.now());
    for (const [callId, stop] of lookups)
      if (find(desk, callId) === undefined) {
        stop();
        lookups.delete(callId);
      }
    drawAttention(previous);
    tabs.publish(desk);
  };

  const look = (call: Call): void => {
    if (lookups.has(call.call_id)) return;
    // Set before the search: a remembered caller answers at once.
    lookups.set(call.call_id, () => undefined);
    const stop = lookup.find(call.phone, (caller) => become(withCaller(desk, call.call_id, caller)));
    if (find(desk, call.call_id) !== undefined) lookups.set(call.call_id, stop);
  };

  const phone = parts.phone(desk.phone, (shown) => {
    become(withPhone(desk, shown));
  });
  life.own(phone.stop);
  life.own(
    tabs.onCommand((command) => {
      if (command.do === 'phone') return phone.run(command.command);
      if (command.do === 'close') {
        memory.change((mind) => ({ ...mind, closed: added(mind.closed, command.callId) }));
        become(withClosed(desk, command.callId));
        return undefined;
      }
      become(withChoice(desk, command.callId, command.entity, command.id));
      const chosen = find(desk, command.callId)?.caller;
      const match = chosen?.state === 'found' && chosen.matches.length === 1 ? chosen.matches[0] : undefined;
      if (match === undefined) return undefined;
      void lookup.withCompany(match).then((named) => {
        become(withCaller(desk, command.callId, { state: 'found', matches: [named] }));
      });
      return undefined;
    }),
  );
  life.own(tabs.onStage(() => become(desk)));
  life.own(() => {
    for (const stop of lookups.values()) stop();
  });
  for (const { call, caller } of desk.calls) if (!settled(caller)) look(call);
  become(desk);
  // The next leader takes a talk over without waiting for the gateway.
  if (desk.session !== undefined) phone.session(desk.session);

  life.own(
    pbx.connect(
      {
        ...(desk.session !== undefined && { session: desk.session }),
        ...(desk.cursor !== undefined && { cursor: desk.cursor }),
      },
      {
        onSession(session) {
          become({ ...desk, session });
          phone.session(session);
          if (session.extension === undefined) faults.raise('NO_EXTENSION');
          else faults.heal(['NO_EXTENSION']);
        },
        onCall(call, live) {
          const closedBefore = memory.read().closed.includes(call.call_id);
          const next = put(desk, call, { now: clock.now(), live, closedBefore });
          if (next === desk) return;
          become(next);
          memory.change((mind) => ({ ...mind, ...(desk.cursor !== undefined && { cursor: desk.cursor }) }));
          const entry = find(desk, call.call_id);
          if (entry !== undefined && !settled(entry.caller)) look(call);
        },
        onCaughtUp(mark) {
          become(caughtUp(desk, mark, clock.now()));
          memory.change((mind) => ({ ...mind, cursor: mark.cursor }));
        },
        onFault: faults.raise,
        onHealed: faults.heal,
      },
    ),
  );
  return () => life.end();
}
