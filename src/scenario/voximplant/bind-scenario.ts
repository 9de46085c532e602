import { HostFault } from '../host-fault';
import type { ManagementApi } from './management-api';

export interface Application {
  readonly id: string;
  readonly name: string;
}

type Fields = Readonly<Record<string, unknown>>;
const word = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' ? String(raw) : '';
const scenariosOf = (rule: Fields): readonly string[] =>
  (Array.isArray(rule['scenarios']) ? (rule['scenarios'] as readonly Fields[]) : []).map((each) =>
    word(each['scenario_name']),
  );

/** By its short or its whole name; the API finds by a part. */
export async function applicationNamed(api: ManagementApi, name: string): Promise<Application | undefined> {
  const found = await api.list('GetApplications', { application_name: name });
  const fits = found.find((each) => {
    const whole = word(each['application_name']);
    return whole === name || whole.startsWith(`${name}.`);
  });
  return fits && { id: word(fits['application_id']), name: word(fits['application_name']) };
}

/** A rule before this one that takes every call leaves nothing for it. */
function shadow(rules: readonly Fields[], index: number): string[] {
  const taker = rules.slice(0, index).find((rule) => ['.*', '.+'].includes(word(rule['rule_pattern'])));
  return taker === undefined
    ? []
    : [
        `rule "${word(taker['rule_name'])}" stands before it and takes every call: move it below (rules are tried from the top)`,
      ];
}

/** Binds the scenario to a rule of that name, where it is not bound yet, and reads back that it is. */
export async function bindScenario(
  api: ManagementApi,
  application: Application,
  ruleName: string,
  name: string,
  isTrial: boolean,
): Promise<readonly string[]> {
  const read = async (): Promise<readonly Fields[]> =>
    api.list('GetRules', { application_id: application.id, with_scenarios: true });
  const rules = await read();
  const index = rules.findIndex((rule) => rule['rule_name'] === ruleName);
  const rule = rules[index];
  if (rule === undefined) {
    const others = rules.map((each) => word(each['rule_name'])).join(', ') || 'none';
    return [
      `no rule "${ruleName}" in ${application.name} (there are: ${others}), so no call starts ${name}: ` +
        `make one (Routing, New rule), or name another with --rule`,
    ];
  }
  const bound = scenariosOf(rule);
  if (bound.includes(name)) return [`bound to rule "${ruleName}"`, ...shadow(rules, index)];
  const others = bound.map((other) => `rule "${ruleName}" also runs ${other}, in one context with it`);
  if (isTrial) return [`would be bound to rule "${ruleName}"`, ...others, ...shadow(rules, index)];

  await api.ask('BindScenario', {
    ...{ scenario_name: name, rule_id: word(rule['rule_id']), application_id: application.id, bind: true },
  });
  const now = (await read()).find((each) => word(each['rule_id']) === word(rule['rule_id']));
  if (now === undefined || !scenariosOf(now).includes(name)) {
    throw new HostFault(`BindScenario was accepted, but rule "${ruleName}" does not run ${name}`);
  }
  return [`bound to rule "${ruleName}" now`, ...others, ...shadow(rules, index)];
}
