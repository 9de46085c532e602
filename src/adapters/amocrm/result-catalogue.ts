import type { Catalogue, Pipeline, TaskType } from '../../ports/result-crm';
import type { ResultApi } from './result-api';
import { embedded, fieldsOf, idOf, textOf, type Json } from './result-json';

const inbox = 1;
const closed = 142;

const bySort = (a: Json, b: Json): number => Number(a['sort'] ?? 0) - Number(b['sort'] ?? 0);
const named = (record: Json): { id: number; name: string }[] => {
  const id = idOf(record['id']);
  return id === undefined ? [] : [{ id, name: textOf(record['name']) }];
};

/** As the page knows them: `{<key>: {id, option}}`. */
const taskTypesOfPage = (constant: unknown): TaskType[] =>
  Object.values(fieldsOf(constant))
    .map(fieldsOf)
    .flatMap((type) => named({ id: type['id'], name: type['option'] ?? type['name'] }))
    .filter(({ name }) => name !== '')
    // Objects lose the order of numeric keys; the built-in types have the lowest ids.
    .sort((a, b) => a.id - b.id);

function pipeline(raw: Json): Pipeline[] {
  const stages = embedded(raw, 'statuses')
    .filter((stage) => Number(stage['type']) !== inbox)
    .sort(bySort)
    .flatMap(named);
  const isLast = ({ id }: { id: number }): boolean => id === closed || id === closed + 1;
  return raw['is_archive'] === true
    ? []
    : named(raw).map((own) => ({
        ...own,
        main: raw['is_main'] === true,
        stages: [...stages.filter((stage) => !isLast(stage)), ...stages.filter(isLast)],
      }));
}

/** Port `ResultCrm.catalogue`: read once a page; a failure is not kept. `taskTypes`: the page's own constant. */
export function resultCatalogue(parts: {
  api: ResultApi;
  taskTypes: () => unknown;
}): () => Promise<Catalogue> {
  const { api, taskTypes } = parts;
  let kept: Promise<Catalogue> | undefined;

  const types = async (): Promise<readonly TaskType[]> => {
    const known = taskTypesOfPage(taskTypes());
    if (known.length > 0) return known;
    const query = { with: 'task_types' };
    const body = await api.ask({ method: 'GET', path: '/api/v4/account', query });
    return embedded(body, 'task_types').flatMap(named);
  };
  const pipelines = async (): Promise<readonly Pipeline[]> => {
    const body = await api.ask({ method: 'GET', path: '/api/v4/leads/pipelines' });
    return [...embedded(body, 'pipelines')].sort(bySort).flatMap(pipeline);
  };
  const read = async (): Promise<Catalogue> => {
    const [known, all] = await Promise.all([types(), pipelines()]);
    return { taskTypes: known, pipelines: all };
  };

  return () => {
    kept ??= read().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}
