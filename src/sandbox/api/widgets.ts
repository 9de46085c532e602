import type { Widget } from '../crm/model';
import { single } from './batch';
import { nothingFound, ok, type Ask, type Endpoint } from './endpoint';
import { link, selfLink } from './hal';
import { forbidden, notFound } from './problem';
import { anyObject } from './rules';

const path = '/api/v4/widgets/:code';

function named({ crm, params }: Ask): Widget {
  const widget = crm.widgets.get(params['code'] ?? '');
  if (widget === undefined) throw notFound('Widget not found');
  return widget;
}

/** The settings that the manifest asks for, as `settings_template` lists them. */
function template({ manifest }: Widget): unknown[] {
  const settings = manifest['settings'];
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.entries(settings as Record<string, unknown>).map(([key, field]) => {
    const { name, type, required } = (field ?? {}) as Record<string, unknown>;
    return { key, name, type, is_required: required === true };
  });
}

/** Settings are told only to the integration itself, by its token. */
function widgetView(ask: Ask, widget: Widget, withSettings: boolean) {
  const { id, code, version, active, client_uuid, settings } = widget;
  return {
    id,
    code,
    version,
    rating: '0,00',
    settings_template: template(widget),
    is_lead_source: false,
    is_work_with_dp: false,
    is_crm_template: false,
    client_uuid,
    is_active_in_account: active,
    pipeline_id: null,
    ...(withSettings && { settings: Object.keys(settings).length === 0 ? [] : settings }),
    _links: link(ask, `/api/v4/widgets/${code}`),
  };
}

export const widgets: Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v4/widgets',
    answer: (ask) => {
      const all = [...ask.crm.widgets.values()].map((widget) => widgetView(ask, widget, false));
      if (all.length === 0) return nothingFound;
      return ok({ _total_items: all.length, _page: 1, _links: selfLink(ask), _embedded: { widgets: all } });
    },
  },
  { method: 'GET', path, answer: (ask) => ok(widgetView(ask, named(ask), ask.caller.byToken)) },
  {
    method: 'POST',
    path,
    answer: (ask) => {
      const widget = named(ask);
      if (!ask.caller.user.is_admin) throw forbidden('Only administrators may install widgets');
      Object.assign(widget.settings, single(ask, anyObject));
      Object.assign(widget, { active: true, status: 'installed' });
      return ok(widgetView(ask, widget, true));
    },
  },
  {
    method: 'DELETE',
    path,
    answer: (ask) => {
      const widget = named(ask);
      if (!ask.caller.user.is_admin) throw forbidden('Only administrators may remove widgets');
      Object.assign(widget, { active: false, status: 'install', settings: {} });
      return nothingFound;
    },
  },
];
