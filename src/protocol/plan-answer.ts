import type { PlanPage, ToldPlanFault, TriedRoute } from '../domain/plan-page';

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): string => (typeof value === 'string' ? value : '');

const user = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Undefined: it is no such answer. */
export function parsePlanPage(value: unknown): PlanPage | undefined {
  if (!isFields(value) || !isFields(value['plan']) || typeof value['version'] !== 'number') return undefined;
  const extensions = isFields(value['extensions']) ? value['extensions'] : {};
  return {
    plan: value['plan'],
    version: value['version'],
    history: list(value['history'])
      .filter(isFields)
      .flatMap(({ version, at, by, plan }) =>
        typeof version === 'number' && typeof at === 'string' && isFields(plan)
          ? [{ version, at, by: user(by), plan }]
          : [],
      ),
    extensions: Object.fromEntries(Object.entries(extensions).map(([id, number]) => [id, words(number)])),
  };
}

export const parsePlanFaults = (value: unknown): readonly ToldPlanFault[] =>
  list(isFields(value) ? value['faults'] : undefined)
    .filter(isFields)
    .map(({ path, code, message, values }) => ({
      path: words(path),
      code: words(code),
      message: words(message),
      values: Object.fromEntries(
        Object.entries(isFields(values) ? values : {}).flatMap(([name, each]) =>
          typeof each === 'string' || typeof each === 'number' ? [[name, each]] : [],
        ),
      ),
    }));

/** Undefined: it is no route. */
export function parseTriedRoute(value: unknown): TriedRoute | undefined {
  if (!isFields(value) || (value['action'] !== 'forward' && value['action'] !== 'reject')) return undefined;
  const isRefused = value['action'] === 'reject';
  return {
    targets: list(value['targets'])
      .filter(isFields)
      .map(({ extension, user_id, timeout, step }) => ({
        extension: words(extension),
        user: user(user_id),
        timeout: Number(timeout),
        step: Number(step),
      })),
    refusal: isRefused ? `${String(value['code'])} ${words(value['message'])}`.trim() : '',
    trail: list(value['trail'])
      .filter(isFields)
      .map((step) => ({
        rule: words(step['rule']),
        user: user(step['user']),
        verdict: words(step['verdict']),
      })),
  };
}
