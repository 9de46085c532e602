import type { DialPlan } from '../domain/dial-plan';
import type { RoutingPlan } from './plan';
import { readPlan } from './read-plan';
import type { AgentState, CrmAnswer, Situation } from './situation';

/** A situation as JSON, for scripts that run the policy in a PBX's cloud. */
export interface WrittenSituation {
  /** Ms since 1970. */
  readonly at: number;
  /** As a manager writes it. */
  readonly plan: unknown;
  /** Minutes ahead of UTC at that moment, for each zone that the plan names: not every engine knows zones. */
  readonly zones: Readonly<Record<string, number>>;
  readonly dial_plan: DialPlan;
  /** By user id. */
  readonly agents: Readonly<Record<string, AgentState>>;
  readonly crm: CrmAnswer;
  readonly turn: number;
}

const zonesOf = ({ zone, agents }: RoutingPlan): Set<string> =>
  new Set([zone, ...[...agents.values()].flatMap((rule) => (rule.zone === null ? [] : [rule.zone]))]);

/** `written`: the JSON that `plan` was read from. */
export function writeSituation(written: unknown, plan: RoutingPlan, situation: Situation): WrittenSituation {
  const { at, offsetOf, dialPlan, agents, crm, turn } = situation;
  return {
    at,
    plan: written,
    zones: Object.fromEntries([...zonesOf(plan)].map((zone) => [zone, offsetOf(zone, at)])),
    dial_plan: dialPlan,
    agents: Object.fromEntries(agents),
    crm,
    turn,
  };
}

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});

const isCrmAnswer = (raw: Fields): boolean =>
  raw['state'] === 'found'
    ? Array.isArray(raw['callers'])
    : ['nobody', 'timeout', 'error'].some((state) => state === raw['state']);

const isDialPlan = ({ code, trunk, abroad, lengths }: Fields): boolean =>
  typeof code === 'string' && typeof abroad === 'string' && Array.isArray(trunk) && Array.isArray(lengths);

function agentsIn(raw: Fields): ReadonlyMap<number, AgentState> {
  return new Map(
    Object.entries(raw).flatMap(([user, state]) => {
      const { extension, online, inCall, idleSince } = fieldsOf(state);
      if (typeof extension !== 'string') return [];
      const known = typeof idleSince === 'number' ? { idleSince } : {};
      return [[Number(user), { extension, online: online === true, inCall: inCall === true, ...known }]];
    }),
  );
}

/** What was written, for a call that comes now; undefined where it is no situation. Throws on none. */
export function readSituation(
  raw: unknown,
  { from, to }: { readonly from: string; readonly to: string },
): { readonly plan: RoutingPlan; readonly situation: Situation } | undefined {
  const { at, plan, zones, dial_plan: dialPlan, agents, crm, turn } = fieldsOf(raw);
  const offsets = fieldsOf(zones);
  if (typeof at !== 'number' || !isCrmAnswer(fieldsOf(crm)) || !isDialPlan(fieldsOf(dialPlan)))
    return undefined;
  const read = readPlan(plan, (zone) => zone in offsets);
  if ('faults' in read) return undefined;
  return {
    plan: read.plan,
    situation: {
      ...{ from, to, at },
      offsetOf: (zone) => Number(offsets[zone] ?? 0),
      dialPlan: dialPlan as DialPlan,
      crm: crm as CrmAnswer,
      agents: agentsIn(fieldsOf(agents)),
      turn: typeof turn === 'number' ? turn : 0,
    },
  };
}
