import { visibleRecords } from '../../crm/access';
import type { Crm, User } from '../../crm/model';
import type { PipelineColumn } from '../page-data';
import { listRow } from './list-page';

const shownPerColumn = 40;

/** The main pipeline, stage by stage; sums and counts are of all its leads, cards of the newest. */
export function pipelineColumns(crm: Crm, user: User): PipelineColumn[] {
  const pipeline = crm.pipelines.find(({ is_main }) => is_main) ?? crm.pipelines[0];
  const seen = new Set(visibleRecords(crm, user, 'leads').map(({ id }) => id));
  const leads = [...crm.leads.values()].filter(
    ({ id, pipeline_id }) => seen.has(id) && pipeline_id === pipeline?.id,
  );
  return [...(pipeline?.statuses ?? [])]
    .filter(({ type }) => type === 0)
    .sort((a, b) => a.sort - b.sort)
    .map(({ id, name, color }) => {
      const own = leads
        .filter(({ status_id }) => status_id === id)
        .sort((a, b) => b.updated_at - a.updated_at);
      return {
        id,
        name,
        color,
        count: own.length,
        sum: own.reduce((sum, { price }) => sum + price, 0),
        cards: own.slice(0, shownPerColumn).map((lead) => listRow(crm, 'leads', lead)),
      };
    });
}
