import { HostFault } from '../host-fault';
import type { DeployedScript, ScriptHost } from '../script-host';
import type { ConnexcsApi } from './connexcs-api';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** Types of the platform's present scripts; it shows those of older ones beside them. */
const present = new Set(['quickjs', 'debug']);

type Fields = Readonly<Record<string, unknown>>;
const word = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' ? String(raw) : '';

/** Scripts of one app. `knownId`: under which number a script was pushed before, whatever its name is now. */
export function connexcsHost(
  api: ConnexcsApi,
  app: string,
  knownId: (name: string) => string | undefined,
): ScriptHost {
  async function list(): Promise<readonly Listed[]> {
    const raw = await api('GET', 'scriptforge');
    if (!Array.isArray(raw)) throw new HostFault('GET scriptforge: an answer without a list');
    return (raw as readonly Fields[])
      .filter((each) => word(each['app_id']) === app)
      .map((each) => ({ id: word(each['id']), name: word(each['name']), type: word(each['type']) }));
  }
  /** By its number where it has one from us, else by its exact name. */
  async function find(name: string): Promise<Listed | undefined> {
    const all = await list();
    const named = all.filter((each) => each.name === name);
    if (named.length > 1) {
      const ids = named.map(({ id }) => id).join(', ');
      throw new HostFault(
        `${named.length} scripts of app ${app} are named ${name} (${ids}): delete those that are not wanted`,
      );
    }
    const [same] = named;
    const id = knownId(name);
    const found = same ?? (id === undefined ? undefined : all.find((each) => each.id === id));
    if (found !== undefined && !present.has(found.type)) {
      throw new HostFault(
        `${found.name} (${found.id}) is a script of type "${found.type}", which takes no modules: rename it, or choose another name`,
      );
    }
    return found;
  }

  return {
    title: `ConnexCS app ${app}`,
    driftNeedsForce: true,
    async read(name): Promise<DeployedScript | undefined> {
      const found = await find(name);
      if (found === undefined) return undefined;
      const whole = (await api('GET', `scriptforge/${found.id}`)) as Fields;
      return { id: found.id, name: word(whole['name']), text: word(whole['code']) };
    },
    async create(name, text) {
      await api('POST', 'scriptforge', { name, code: text, app_id: Number(app), type: 'quickjs' });
    },
    async write({ id, name }, text) {
      await api('PUT', `scriptforge/${id}`, { name, code: text, app_id: Number(app) });
    },
    async remove({ id }) {
      if (!/^\d+$/.test(id)) throw new HostFault(`"${id}" is no number of a script`);
      await api('DELETE', `scriptforge/${id}`);
    },
    // The API is not known to assign scripts to numbers.
    bind: (_role, name) =>
      Promise.resolve([
        `to be assigned by hand, once: Management, Customer, DID, ScriptForge: ${name}, Timeout 2, Timeout Action "480 Temporarily Unavailable"`,
      ]),
  };
}
