import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Scenario {
  id: number;
  name: string;
  script: string;
  application?: number;
}
interface Rule {
  id: number;
  name: string;
  pattern: string;
  application: number;
  scenarios: number[];
}

export const serviceKey = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const account = { id: 28, keyId: 'k-1', apiKey: 'an-api-key-that-is-secret' };

class ApiError extends Error {
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** What it does wrong next, each once or so often as told. */
export interface Moods {
  /** Cuts the connection at a write: before it is done, or after. */
  cut?: 'before' | 'after' | undefined;
  cuts: number;
  /** 429, then 162, for so many requests. */
  busy: number;
  /** Accepts a script and keeps another. */
  spoil?: ((script: string) => string) | undefined;
  /** Runs after the next read of a script: somebody works in the panel. */
  meanwhile?: (() => void) | undefined;
  /** The names of methods that answer HTML. */
  html: string[];
  ignoresBind?: boolean;
}

/** Voximplant's Management API as its documentation and its clients know it, with errors in answers of HTTP 200. */
export async function voximplantApi() {
  const scenarios: Scenario[] = [];
  const applications = [{ id: 7, name: 'crm.example.voximplant.com' }];
  const rules: Rule[] = [
    { id: 71, name: 'inbound', pattern: '\\+?7495.*', application: 7, scenarios: [] },
    { id: 72, name: 'outbound', pattern: '.*', application: 7, scenarios: [] },
  ];
  const moods: Moods = { cuts: 0, busy: 0, html: [] };
  const requests: { method: string; form: URLSearchParams; authorization: string | undefined }[] = [];
  let ids = 100;

  function authorize(form: URLSearchParams, header: string | undefined): void {
    if (form.get('api_key') === account.apiKey && form.get('account_id') === String(account.id)) return;
    const [head = '', body = '', signature = ''] = (header ?? '').replace('Bearer ', '').split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString() || '{}');
    const isSigned = createVerify('RSA-SHA256')
      .update(`${head}.${body}`)
      .verify(createPublicKey(serviceKey.privateKey), signature, 'base64url');
    const now = Date.now() / 1000;
    const { iss, iat, exp } = read(body);
    const isGood =
      isSigned && read(head).kid === account.keyId && read(head).alg === 'RS256' && iss === account.id;
    if (!isGood || iat - now > 5 || exp < now || exp - iat > 3600) {
      throw new ApiError(100, 'Authorization failed.');
    }
  }
  const page = <T>(list: readonly T[], form: URLSearchParams) => {
    const offset = Number(form.get('offset') ?? 0);
    const result = list.slice(offset, offset + Number(form.get('count') ?? 20));
    return { result, total_count: list.length, count: result.length };
  };
  const part = (name: string, wanted: string | null) =>
    wanted === null || name.toLowerCase().includes(wanted.toLowerCase());
  const scenarioOf = (form: URLSearchParams): Scenario => {
    const [id, name] = [form.get('scenario_id'), form.get('scenario_name')];
    const found = scenarios.find((each) => (id === null ? each.name === name : each.id === Number(id)));
    if (found === undefined) throw new ApiError(132, 'Invalid scenario_id.');
    return found;
  };
  const checkScript = (script: string) => {
    if (Buffer.byteLength(script) >= 131_072) throw new ApiError(130, 'The script text is too long.');
    return moods.spoil === undefined ? script : moods.spoil(script);
  };

  const methods: Record<string, (form: URLSearchParams) => object> = {
    GetScenarios(form) {
      const id = form.get('scenario_id');
      const found = scenarios.filter(
        (each) => (id === null || each.id === Number(id)) && part(each.name, form.get('scenario_name')),
      );
      const withScript = id !== null && form.get('with_script') === 'true';
      const answer = page(
        found.map(({ id: scenario_id, name, script }) => ({
          scenario_id,
          scenario_name: name,
          modified: '2026-01-31 10:00:00',
          ...(withScript && { scenario_script: script.replace(/\n/g, '\r\n') }),
        })),
        form,
      );
      if (withScript && moods.meanwhile !== undefined) {
        const { meanwhile } = moods;
        moods.meanwhile = undefined;
        setImmediate(meanwhile);
      }
      return answer;
    },
    AddScenario(form) {
      const name = form.get('scenario_name') ?? '';
      if (Array.from(name).length >= 30 || name === '') throw new ApiError(168, 'Invalid scenario_name.');
      if (scenarios.some((each) => each.name === name)) {
        throw new ApiError(133, 'The scenario name is not unique.');
      }
      const application = form.get('application_id');
      ids += 1;
      scenarios.push({
        ...{ id: ids, name, script: checkScript(form.get('scenario_script') ?? '') },
        ...(application !== null && { application: Number(application) }),
      });
      return { result: 1, scenario_id: ids };
    },
    SetScenarioInfo(form) {
      scenarioOf(form).script = checkScript(form.get('scenario_script') ?? '');
      return { result: 1 };
    },
    DelScenario(form) {
      if (form.get('scenario_id') === 'all') scenarios.length = 0;
      else scenarios.splice(scenarios.indexOf(scenarioOf(form)), 1);
      return { result: 1 };
    },
    GetApplications: (form) =>
      page(
        applications
          .filter(({ name }) => part(name, form.get('application_name')))
          .map(({ id, name }) => ({ application_id: id, application_name: name })),
        form,
      ),
    GetRules: (form) =>
      page(
        rules
          .filter(({ application }) => application === Number(form.get('application_id')))
          .map(({ id, name, pattern, application, scenarios: bound }) => ({
            ...{ rule_id: id, rule_name: name, rule_pattern: pattern, application_id: application },
            ...(form.get('with_scenarios') === 'true' && {
              scenarios: bound.map((each) => ({
                scenario_id: each,
                scenario_name: scenarios.find((one) => one.id === each)?.name,
              })),
            }),
          })),
        form,
      ),
    BindScenario(form) {
      const rule = rules.find(({ id }) => id === Number(form.get('rule_id')));
      if (rule === undefined) throw new ApiError(147, 'Invalid rule_id.');
      const { id } = scenarioOf(form);
      if (moods.ignoresBind !== true) rule.scenarios = [...new Set([...rule.scenarios, id])];
      return { result: 1 };
    },
  };

  function answer(path: string, text: string, header: string | undefined, response: ServerResponse): void {
    const method = path.replace('/platform_api/', '');
    const form = new URLSearchParams(text);
    requests.push({ method, form, authorization: header });
    const send = (body: object, status = 200) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    const isWrite = !method.startsWith('Get');
    const cut = isWrite && moods.cuts > 0 ? moods.cut : undefined;
    if (cut !== undefined) moods.cuts -= 1;
    if (cut === 'before') return void response.destroy();
    if (moods.html.includes(method)) return void response.writeHead(502).end('<html>Bad gateway</html>');
    if (moods.busy > 0) {
      moods.busy -= 1;
      if (moods.busy % 2 === 0) return void send({ error: { code: 0, msg: 'Too many requests' } }, 429);
      return void send({ error: { code: 162, msg: 'Try again later.' } });
    }
    try {
      authorize(form, header);
      const known = methods[method];
      if (known === undefined) throw new ApiError(103, 'Unknown command.');
      const given = known(form);
      if (cut === 'after') response.destroy();
      else send(given);
    } catch (fault) {
      const { code, message } = fault as ApiError;
      send({ error: { msg: message, code }, errors: [{ msg: message, code }] });
    }
  }
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => answer(request.url!, text, request.headers.authorization, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ scenarios, rules, applications, moods, requests },
    add(name: string, script: string): Scenario {
      ids += 1;
      const scenario = { id: ids, name, script };
      scenarios.push(scenario);
      return scenario;
    },
    close: () => server.close(),
  };
}
