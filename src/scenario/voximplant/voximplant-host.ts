import { HostFault } from '../host-fault';
import type { DeployedScript, ScriptHost } from '../script-host';
import { applicationNamed, bindScenario, type Application } from './bind-scenario';
import { unknownMethod, type ManagementApi } from './management-api';

const word = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' ? String(raw) : '';
const unknownScenario = 132;
/** A role that may write scenarios may still not be let see applications. */
const hidden: readonly (number | undefined)[] = [unknownMethod, 104];

/** Scenarios of one account. `application`: of whose rules `bind` speaks. `rules`: a rule's name by the scenario's role. */
export function voximplantHost(
  api: ManagementApi,
  application: string,
  rules: ReadonlyMap<string, string>,
): ScriptHost {
  let asked: Promise<Application | undefined> | undefined;
  const own = (): Promise<Application | undefined> =>
    (asked ??= applicationNamed(api, application).catch((fault: unknown) => {
      if (fault instanceof HostFault && hidden.includes(fault.code)) return undefined;
      throw fault;
    }));

  async function read(name: string): Promise<DeployedScript | undefined> {
    // The filter finds every name that holds this one, in any case.
    const found = (await api.list('GetScenarios', { scenario_name: name })).filter(
      (each) => each['scenario_name'] === name,
    );
    const [first] = found;
    if (first === undefined) return undefined;
    if (found.length > 1) {
      const ids = found.map((each) => word(each['scenario_id'])).join(', ');
      throw new HostFault(
        `${found.length} scenarios are named ${name} (${ids}): delete those that are not wanted`,
      );
    }
    const id = word(first['scenario_id']);
    const [whole] = await api.list('GetScenarios', { scenario_id: id, with_script: true });
    return whole === undefined ? undefined : { id, name, text: word(whole['scenario_script']) };
  }

  return {
    title: 'Voximplant',
    driftNeedsForce: false,
    read,
    async create(name, text) {
      const to = await own();
      const where = to === undefined ? {} : { application_id: to.id };
      await api.ask('AddScenario', { scenario_name: name, scenario_script: text, ...where });
    },
    async write({ id }, text) {
      await api.ask('SetScenarioInfo', { scenario_id: id, scenario_script: text });
    },
    async remove({ id }) {
      // By its number alone: a name may be somebody else's by now, and "all" would be everybody's.
      if (!/^\d+$/.test(id))
        throw new HostFault(`"${id}" is no number of a scenario`, { code: unknownScenario });
      await api.ask('DelScenario', { scenario_id: id });
    },
    async bind(role, name, isTrial) {
      const to = await own();
      if (to === undefined) {
        return [
          `no application "${application}" is to be seen in this account: ${name} stands in the Shared folder, and no rule starts it`,
        ];
      }
      return bindScenario(api, to, rules.get(role) ?? role, name, isTrial);
    },
  };
}
