import { requestBudget } from '../../src/domain/request-budget';
import { resultApi } from '../../src/adapters/amocrm/result-api';
import { resultCrm } from '../../src/adapters/amocrm/result-crm';
import { resultNewcomers, type OneAtATime } from '../../src/adapters/amocrm/result-newcomers';
import type { CrmRequest, CrmTransport } from '../../src/adapters/amocrm/result-transport';
import { resultWriter } from '../../src/adapters/amocrm/result-writer';
import { sendResult } from '../../src/agent/send-result';
import type { ResultFields, SentSoFar } from '../../src/domain/call-result';
import { dialPlanOf } from '../../src/domain/dial-plan';
import { parsePhone } from '../../src/domain/phone-number';
import type { Clock } from '../../src/ports/clock';
import type { ResultJob } from '../../src/ports/result-crm';
import { anna, sandboxApi } from './sandbox-api';

export const dialPlan = dialPlanOf('RU');
export const noFields: ResultFields = {
  link: null,
  status: null,
  note: '',
  task: null,
  contactName: '',
  leadName: '',
  pipelineId: null,
  stageId: null,
};

const hour = 3_600_000;

/** As the browser's locks: the next runs when the one before has settled. */
function chainedLocks(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const run = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  };
}

/** What a lost answer is to the page; `before`: the request never arrived. */
export type Loss = 'answer' | 'request';

/**
 * The sender and the reader of call results over the sandbox's API. `wrong`: seconds by which this computer's clock is
 * ahead. Every tab made shares locks and storage with the others.
 */
export function resultBench({ wrong = 0, user = anna } = {}) {
  const api = sandboxApi();
  const locks = chainedLocks();
  const requests: (CrmRequest & { status: number | undefined })[] = [];
  const losses = new Map<number, Loss>();
  let stored: string | null = null;

  const transport: CrmTransport = async (request) => {
    const loss = losses.get(requests.length);
    const line: (typeof requests)[number] = { ...request, status: undefined };
    requests.push(line);
    if (loss === 'request') throw new Error('connection reset');
    const query = new URLSearchParams(
      Object.entries(request.query ?? {}).map(([name, value]) => [name, String(value)]),
    ).toString();
    const url = query === '' ? request.path : `${request.path}?${query}`;
    api.clock.ms += api.clock.step;
    const response = await fetch(`${await api.origin}${url}`, {
      method: request.method,
      headers: { cookie: `sandbox_user=${user}`, 'content-type': 'application/json' },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
    const [status, text] = [response.status, await response.text()];
    line.status = status;
    if (loss === 'answer') throw new Error('connection reset');
    return { status, text, date: new Date(api.clock.ms).toUTCString(), wait: null };
  };

  const now = (): number => api.clock.ms + wrong * 1000;
  const clockOfTab: Clock = {
    now,
    after(_ms, run) {
      const soon = setImmediate(run);
      return () => clearImmediate(soon);
    },
  };
  const tab = (through: CrmTransport = transport) => {
    const own = resultApi({
      transport: through,
      clock: clockOfTab,
      turn: requestBudget(5, (ms, run) => clockOfTab.after(ms, run)),
    });
    const text = { read: () => stored, write: (more: string) => void (stored = more) };
    const newcomers = resultNewcomers({ name: 'test', text, locks, now });
    const shared = { api: own, dialPlan, userId: user };
    return {
      crm: resultCrm({ ...shared, taskTypes: () => undefined }),
      writer: resultWriter({ ...shared, newcomers }),
    };
  };

  const job = (
    more: Partial<Omit<ResultJob, 'fields' | 'phone'>> & { fields: Partial<ResultFields>; phone?: string },
  ): ResultJob => ({
    callId: 'c-1',
    direction: 'inbound',
    unknown: true,
    sent: {},
    ...more,
    phone: more.phone === undefined ? undefined : parsePhone(more.phone, dialPlan),
    fields: { ...noFields, ...more.fields },
  });

  /** Tries until it succeeds, an hour later each time, with what was kept last, as the window does. */
  async function send(given: ResultJob, { tries = 5, writer = tab().writer } = {}): Promise<SentSoFar> {
    let { sent } = given;
    for (let left = tries; ; left -= 1) {
      try {
        return await sendResult({ ...given, sent }, writer, (kept) => (sent = kept));
      } catch (error) {
        if (left === 1) throw error;
        api.clock.ms += hour;
      }
    }
  }

  const { crm } = api.sandbox;
  const holders = (digits: string) =>
    [...crm.contacts.values()].filter((contact) =>
      JSON.stringify(contact.custom_fields_values ?? [])
        .replace(/\D/g, '')
        .includes(digits),
    );
  return { ...api, crm, clockOfTab, transport, requests, losses, tab, job, send, holders };
}
