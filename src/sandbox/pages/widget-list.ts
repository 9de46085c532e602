import type { Crm, User, Widget } from '../crm/model';
import type { FaultName } from '../options';
import type { WidgetEntry, WidgetList } from './page-data';

/** Areas of the page, each with its short code in manifests. Suffix of a location: 1 (default) = uses the right column. */
const locations: Record<string, string> = {
  leads_card: 'lcard',
  contacts_card: 'ccard',
  companies_card: 'comcard',
  customers_card: 'cucard',
  leads: 'llist',
  contacts: 'clist',
  companies: 'clist',
  customers: 'culist',
  todo: 'tlist',
  widgetsSettings: 'settings',
};
const locationOf = (area: string): string =>
  area.startsWith('advanced-settings:') ? 'advanced_settings' : (locations[area] ?? area);

interface Described {
  widget?: { init_once?: boolean; locale?: string[]; support?: unknown };
  locations?: string[];
  settings?: Record<string, { type: string }>;
}

const bare = (location: string): string => location.replace(/-[01]$/, '');

function belongsTo(widget: Widget, area: string): boolean {
  const { widget: about, locations: own = [] } = widget.manifest as Described;
  if (area === 'widgetsSettings' || about?.init_once === true) return true;
  if (area.startsWith('advanced-settings:') && area !== `advanced-settings:${widget.code}`) return false;
  return own.some((location) => [locationOf(area), 'everywhere'].includes(bare(location)));
}

export function entryOf(widget: Widget, lang: string, faults: ReadonlySet<FaultName>): WidgetEntry {
  const { widget: about, settings: fields = {} } = widget.manifest as Described;
  const locale = about?.locale ?? [];
  const path = `/widgets/${widget.code}`;
  const settings = Object.entries(widget.settings).map(([name, value]) => {
    const asText = faults.has('users-as-json-string') && (fields[name]?.type ?? '').startsWith('users');
    return [name, asText && typeof value !== 'string' ? JSON.stringify(value) : value];
  });
  return {
    id: widget.id,
    code: widget.code,
    active: widget.active ? 'Y' : 'N',
    init_once: about?.init_once === true ? 'Y' : 'N',
    installed_version: widget.version,
    src: `${path}/script.js`,
    lang: `${path}/i18n/${locale.includes(lang) ? lang : (locale[0] ?? lang)}.json`,
    path,
    images_path: `${path}/images`,
    settings: Object.fromEntries(settings) as Record<string, unknown>,
    status: widget.status,
    oauth_client_uuid: widget.client_uuid,
    support: about?.support ?? {},
    category_id: 0,
    manifest: widget.manifest,
  };
}

/** Answer of `POST /ajax/widgets/list`: the widgets of one area of the page, and what `self.system()` returns. */
export function widgetList(
  crm: Crm,
  user: User,
  area: string,
  faults: ReadonlySet<FaultName>,
  host: string,
): WidgetList {
  const widgets = [...crm.widgets.values()].filter((widget) => belongsTo(widget, area));
  const counts: Record<string, number> = {};
  for (const widget of [...crm.widgets.values()].filter(({ active }) => active)) {
    for (const location of (widget.manifest as Described).locations ?? []) {
      if (location === 'everywhere' || location.endsWith('-0')) continue;
      for (const [name, short] of Object.entries(locations)) {
        if (short === bare(location)) counts[name] = (counts[name] ?? 0) + 1;
      }
    }
  }
  return {
    widgets: Object.fromEntries(widgets.map((widget) => [widget.code, entryOf(widget, user.lang, faults)])),
    system: {
      area: locationOf(area),
      amouser_id: faults.has('string-ids') ? String(user.id) : user.id,
      subdomain: crm.account.subdomain,
      domain: host,
      server: host,
      displayed_count: counts[area] ?? 0,
      displayed_count_by_area: { everywhere: 0, ...counts },
    },
  };
}
