import { visibleRecord } from '../crm/access';
import type { Task } from '../crm/model';
import { addTask, changeTask, type Writing } from '../crm/store-task';
import { batch, single } from './batch';
import { nothingFound, ok, type Answer, type Ask, type Endpoint } from './endpoint';
import { link, listPage, ordered, selfLink } from './hal';
import { at, listAt } from './php-query';
import { invalid, notFound } from './problem';
import { matchesFilters } from './record-search';
import { changeRule, newRule } from './task-rules';

const filters = ['id', 'responsible_user_id', 'entity_type', 'entity_id', 'updated_at'];

const writing = ({ crm, caller: { user }, now }: Ask): Writing => ({ crm, user, now });

const taskView = (ask: Ask, task: Task) => ({
  ...task,
  // An empty object, as PHP writes it.
  result: task.result ?? [],
  account_id: ask.crm.account.id,
  _links: link(ask, `/api/v4/tasks/${task.id}`),
});

function visibleTasks({ crm, caller: { user } }: Ask): Task[] {
  return [...crm.tasks.values()].filter(
    ({ entity_type, entity_id, responsible_user_id }) =>
      entity_type === null ||
      entity_id === null ||
      responsible_user_id === user.id ||
      visibleRecord(crm, user, entity_type, entity_id) !== undefined,
  );
}

function listed(ask: Ask): Task[] {
  const { query } = ask;
  const completed = listAt(query, 'filter', 'is_completed');
  const types = listAt(query, 'filter', 'task_type') ?? listAt(query, 'filter', 'task_type_id');
  if (at(query, 'filter', 'entity_id') !== undefined && at(query, 'filter', 'entity_type') === undefined) {
    const detail = 'filter[entity_id] needs filter[entity_type].';
    throw invalid([
      { request_id: '0', errors: [{ code: 'FieldMissing', path: 'filter.entity_type', detail }] },
    ]);
  }
  return visibleTasks(ask)
    .filter(matchesFilters(query, filters))
    .filter(({ is_completed, task_type_id }) => {
      const state = completed?.some((word) => ['1', 'true'].includes(word) === is_completed) ?? true;
      return state && (types?.includes(String(task_type_id)) ?? true);
    });
}

const shortView = (ask: Ask, { id, updated_at }: Task, request_id: string) => ({
  id,
  updated_at,
  request_id,
  _links: link(ask, `/api/v4/tasks/${id}`),
});

function changeMany(ask: Ask): Answer {
  const tasks = visibleTasks(ask);
  const items = batch(ask, changeRule(ask.crm)).map((item) => ({
    ...item,
    task: tasks.find(({ id }) => id === item.value.id),
  }));
  const faulty = items.filter(({ task }) => task === undefined);
  if (faulty.length > 0) {
    const error = { code: 'NotSupportedChoice', path: 'id', detail: 'Entity not found.' } as const;
    throw invalid(faulty.map(({ request_id }) => ({ request_id, errors: [error] })));
  }
  const changed = items.flatMap(({ task, value, request_id }) => {
    if (task === undefined) return [];
    changeTask(writing(ask), task, value);
    return [shortView(ask, task, request_id)];
  });
  return ok({ _links: selfLink(ask), _embedded: { tasks: changed } });
}

const named = (ask: Ask) => visibleTasks(ask).find(({ id }) => id === Number(ask.params['id']));
const path = '/api/v4/tasks';

export const tasks: Endpoint[] = [
  {
    method: 'GET',
    path,
    answer: (ask) => {
      const sorted = ordered(ask, listed(ask), ['created_at', 'complete_till', 'id']);
      return listPage(ask, 'tasks', sorted, (task) => taskView(ask, task));
    },
  },
  {
    method: 'GET',
    path: `${path}/:id`,
    answer: (ask) => {
      const task = named(ask);
      return task ? ok(taskView(ask, task)) : nothingFound;
    },
  },
  {
    method: 'POST',
    path,
    answer: (ask) => {
      const made = batch(ask, newRule(ask.crm)).map(({ value, request_id }) => {
        const { id } = addTask(writing(ask), value);
        return { id, request_id, _links: link(ask, `${path}/${id}`) };
      });
      return ok({ _links: selfLink(ask), _embedded: { tasks: made } });
    },
  },
  { method: 'PATCH', path, answer: changeMany },
  {
    method: 'PATCH',
    path: `${path}/:id`,
    answer: (ask) => {
      const task = named(ask);
      if (task === undefined) throw notFound();
      changeTask(writing(ask), task, single(ask, changeRule(ask.crm)));
      return ok(taskView(ask, task));
    },
  },
];
