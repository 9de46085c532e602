import type { Pipeline, Status } from '../crm/model';
import { nothingFound, ok, type Ask, type Endpoint } from './endpoint';
import { link, selfLink } from './hal';

const root = '/api/v4/leads/pipelines';

const statusView = (ask: Ask, { id: pipeline_id }: Pipeline, status: Status) => ({
  ...status,
  pipeline_id,
  account_id: ask.crm.account.id,
  _links: link(ask, `${root}/${pipeline_id}/statuses/${status.id}`),
});

const pipelineView = (ask: Ask, pipeline: Pipeline) => ({
  ...pipeline,
  statuses: undefined,
  account_id: ask.crm.account.id,
  _links: link(ask, `${root}/${pipeline.id}`),
  _embedded: { statuses: pipeline.statuses.map((status) => statusView(ask, pipeline, status)) },
});

const named = ({ crm, params }: Ask) => crm.pipelines.find(({ id }) => id === Number(params['id']));

export const pipelines: Endpoint[] = [
  {
    method: 'GET',
    path: root,
    answer: (ask) =>
      ok({
        _total_items: ask.crm.pipelines.length,
        _links: selfLink(ask),
        _embedded: { pipelines: ask.crm.pipelines.map((pipeline) => pipelineView(ask, pipeline)) },
      }),
  },
  {
    method: 'GET',
    path: `${root}/:id`,
    answer: (ask) => {
      const pipeline = named(ask);
      return pipeline ? ok(pipelineView(ask, pipeline)) : nothingFound;
    },
  },
  {
    method: 'GET',
    path: `${root}/:id/statuses`,
    answer: (ask) => {
      const pipeline = named(ask);
      if (pipeline === undefined) return nothingFound;
      const statuses = pipeline.statuses.map((status) => statusView(ask, pipeline, status));
      return ok({ _total_items: statuses.length, _links: selfLink(ask), _embedded: { statuses } });
    },
  },
  {
    method: 'GET',
    path: `${root}/:id/statuses/:statusId`,
    answer: (ask) => {
      const pipeline = named(ask);
      const status = pipeline?.statuses.find(({ id }) => id === Number(ask.params['statusId']));
      return pipeline && status ? ok(statusView(ask, pipeline, status)) : nothingFound;
    },
  },
];
