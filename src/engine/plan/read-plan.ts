import { limitRanges } from '../limits';
import type { Assignment, EnginePlan, PlannedScript, SipAnswer } from './engine-plan';
import { PlanFields } from './plan-fields';

export type ReadPlan = { readonly plan: EnginePlan } | { readonly faults: readonly string[] };

const scriptFields = ['file', 'app', 'processes', 'timeoutMs', 'memoryMb', 'variables', 'env', 'hosts'];
const assignmentFields = [
  ...['name', 'line', 'customer', 'script', 'timeoutMs', 'timeoutAction', 'errorAction'],
  ...['deadlineMs', 'retries', 'vars'],
];
const planFields = [
  '$schema',
  'scripts',
  'assignments',
  'zone',
  'httpTimeoutMs',
  'mostProcesses',
  'unsure',
  'answers',
];

const hostPattern = /^[a-z0-9.-]+(:\d+)?$/i;

function readAction(fields: PlanFields, value: unknown, path: string, fallback: SipAnswer): SipAnswer {
  if (value === undefined) return fallback;
  const [, code, text] = /^([3-6]\d\d) (\S.*)$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (code !== undefined && text !== undefined) return { code: Number(code), text };
  fields.fault(path, 'must be a SIP answer that refuses, as "503 Service Unavailable"');
  return fallback;
}

function readScript(fields: PlanFields, value: unknown, path: string): PlannedScript {
  const given = fields.object(value, path, scriptFields);
  const hosts = fields.texts(given['hosts'], `${path}.hosts`);
  for (const [index, host] of hosts.entries())
    if (host !== '' && !hostPattern.test(host))
      fields.fault(`${path}.hosts[${index}]`, 'must be a host, as crm.example.com or localhost:8081');
  return {
    file: fields.text(given['file'], `${path}.file`, undefined),
    app: fields.text(given['app'], `${path}.app`, 'app'),
    processes: fields.whole(given['processes'], `${path}.processes`, [1, 64], 1),
    timeoutMs: fields.whole(given['timeoutMs'], `${path}.timeoutMs`, limitRanges.wallMs, 2000),
    memoryMb: fields.whole(given['memoryMb'], `${path}.memoryMb`, limitRanges.memoryMb, 100),
    variables: fields.choice(given['variables'], `${path}.variables`, ['cleared', 'kept'], 'cleared'),
    env: fields.textsByName(given['env'], `${path}.env`),
    hosts,
  };
}

function readAssignment(
  fields: PlanFields,
  value: unknown,
  path: string,
  scripts: EnginePlan['scripts'],
): Assignment {
  const given = fields.object(value, path, assignmentFields);
  const optional = (name: string): string | undefined =>
    given[name] === undefined ? undefined : fields.text(given[name], `${path}.${name}`, undefined);
  const [line, customer] = [optional('line'), optional('customer')];
  const script = fields.text(given['script'], `${path}.script`, undefined);
  const planned = Object.hasOwn(scripts, script) ? scripts[script] : undefined;
  if (script !== '' && planned === undefined)
    fields.fault(`${path}.script`, `"${script}" is not among the scripts`);
  const own = planned?.timeoutMs ?? 2000;
  const timeoutMs = fields.whole(given['timeoutMs'], `${path}.timeoutMs`, [1, own], own);
  const retries = fields.whole(given['retries'], `${path}.retries`, [0, 10], 1);
  const timeoutAction = readAction(fields, given['timeoutAction'], `${path}.timeoutAction`, {
    code: 500,
    text: 'Script Error',
  });
  const vars = given['vars'] === undefined ? {} : fields.object(given['vars'], `${path}.vars`);
  if (Object.hasOwn(vars, 'routing'))
    fields.fault(`${path}.vars.routing`, 'would hide the call: give it another name');
  return {
    name: fields.text(given['name'], `${path}.name`, line ?? customer ?? 'all others'),
    line,
    customer,
    script,
    timeoutMs,
    timeoutAction,
    errorAction: readAction(fields, given['errorAction'], `${path}.errorAction`, timeoutAction),
    deadlineMs: fields.whole(
      given['deadlineMs'],
      `${path}.deadlineMs`,
      [1, 3_600_000],
      timeoutMs * (retries + 1) + 1000,
    ),
    retries,
    vars,
  };
}

/** Reads the engine's data file. Every fault is named by its path. */
export function readEnginePlan(value: unknown): ReadPlan {
  const fields = new PlanFields();
  const given = fields.object(value, '', planFields);
  const scripts = Object.fromEntries(
    Object.entries(fields.object(given['scripts'], 'scripts')).map(([name, script]) => [
      name,
      readScript(fields, script, `scripts.${name}`),
    ]),
  );
  const list = given['assignments'] ?? [];
  if (!Array.isArray(list)) fields.fault('assignments', 'must be a list');
  const assignments = (Array.isArray(list) ? (list as unknown[]) : []).map((one, index) =>
    readAssignment(fields, one, `assignments[${index}]`, scripts),
  );
  const names = assignments.map(({ name }) => name);
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index) fields.fault(`assignments[${index}].name`, `"${name}" is there already`);
  const unsure = fields.object(given['unsure'] ?? {}, 'unsure', ['missing', 'fetch', 'nothing']);
  const plan: EnginePlan = {
    scripts,
    assignments,
    zone: fields.text(given['zone'], 'zone', 'UTC'),
    httpTimeoutMs: fields.whole(given['httpTimeoutMs'], 'httpTimeoutMs', [1, 60_000], 1500),
    mostProcesses: fields.whole(given['mostProcesses'], 'mostProcesses', [1, 1024], 32),
    unsure: {
      missing: fields.choice(unsure['missing'], 'unsure.missing', ['null', 'undefined'], 'null'),
      fetch: fields.flag(unsure['fetch'], 'unsure.fetch', true),
      nothing: fields.choice(unsure['nothing'], 'unsure.nothing', ['message', 'error'], 'message'),
    },
    answers: fields.object(given['answers'] ?? {}, 'answers'),
  };
  return fields.faults.length > 0 ? { faults: fields.faults } : { plan };
}
