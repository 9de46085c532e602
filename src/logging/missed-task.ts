import type { LogPlace } from './log-job';
import type { CrmClient } from './crm-trouble';
import { embedded, fieldsOf, idOf } from './crm-json';

const paths = { lead: 'leads', contact: 'contacts', company: 'companies', customer: 'customers' } as const;
/** Clocks of two companies differ, s. */
const leeway = 300;
const callBackWithin = 3600;

/** What is to be known of missed calls' tasks, one for each caller's number. */
export interface MissedTasks {
  /** What the task says. `at`: the call's beginning, ISO 8601. */
  readonly text: (number: string, at: string) => string;
  /** The task that waits for this number to be called back; null: there is none. */
  readonly missedTask: (number: string) => Promise<number | null>;
  readonly putMissedTask: (number: string, task: number) => Promise<void>;
  readonly dropMissedTask: (number: string) => Promise<void>;
}

/** Whether this task still waits to be done. */
export async function isOpenTask(ask: CrmClient, task: number): Promise<boolean> {
  const found = await ask({ method: 'GET', path: `/api/v4/tasks/${task}` });
  return found !== undefined && fieldsOf(found)['is_completed'] !== true;
}

export interface MissedTask {
  readonly text: string;
  readonly place: LogPlace | null;
  /** For a caller whom nobody knows. */
  readonly user: number | undefined;
  /** Unix seconds. */
  readonly now: number;
}

/** A task to call back, for the manager of the record that the call was logged in; gives its id. */
export async function writeMissedTask(
  ask: CrmClient,
  { text, place, user, now }: MissedTask,
): Promise<number> {
  const record =
    place === null
      ? undefined
      : await ask({ method: 'GET', path: `/api/v4/${paths[place.type]}/${place.id}` });
  const responsible = idOf(fieldsOf(record)['responsible_user_id']) ?? user;
  const task = {
    ...{ text, complete_till: now + callBackWithin, task_type_id: 1 },
    ...(responsible !== undefined && { responsible_user_id: responsible }),
    ...(place !== null && { entity_id: place.id, entity_type: paths[place.type] }),
  };
  const body = await ask({ method: 'POST', path: '/api/v4/tasks', body: [task] });
  return idOf(embedded(body, 'tasks')[0]?.['id']) ?? 0;
}

/** The task with this very text that was made since (ms), where its answer was lost. */
export async function findMissedTask(
  ask: CrmClient,
  text: string,
  since: number,
): Promise<number | undefined> {
  const query = 'filter[is_completed]=0&order[created_at]=desc&limit=250';
  const tasks = embedded(await ask({ method: 'GET', path: `/api/v4/tasks?${query}` }), 'tasks');
  const ours = tasks.find(
    (task) => task['text'] === text && Number(task['created_at']) >= Math.floor(since / 1000) - leeway,
  );
  return idOf(ours?.['id']);
}
