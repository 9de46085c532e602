export type Entity = 'contacts' | 'companies' | 'leads' | 'customers';
/** Where in the CRM an address leads. */
export type Place = { readonly url: URL } & (
  | { readonly page: 'dashboard' | 'pipeline' | 'integrations' | 'billing' | 'unknown' }
  | { readonly page: 'list'; readonly entity: Entity }
  | { readonly page: 'card'; readonly entity: Entity; readonly id: number }
  | { readonly page: 'advanced'; readonly code: string }
);

const isEntity = (name: string | undefined): name is Entity =>
  name === 'contacts' || name === 'companies' || name === 'leads' || name === 'customers';

export function placeOf(address: string, origin: string): Place {
  const url = new URL(address, origin);
  const [first, second, third] = url.pathname.split('/').filter((part) => part !== '');
  if (first === undefined || first === 'dashboard') return { url, page: 'dashboard' };
  if (first === 'settings') {
    if (second === 'pay') return { url, page: 'billing' };
    if (second !== undefined && second !== 'widgets') return { url, page: 'unknown' };
    return third === undefined ? { url, page: 'integrations' } : { url, page: 'advanced', code: third };
  }
  if (!isEntity(first)) return { url, page: 'unknown' };
  if (second === 'detail') {
    return /^\d+$/.test(third ?? '')
      ? { url, page: 'card', entity: first, id: Number(third) }
      : { url, page: 'unknown' };
  }
  if (second === 'add') return { url, page: 'card', entity: first, id: 0 };
  if (first === 'leads' && (second === undefined || second === 'pipeline')) return { url, page: 'pipeline' };
  if (second !== undefined && second !== 'list') return { url, page: 'unknown' };
  return { url, page: 'list', entity: first === 'contacts' && third === 'companies' ? 'companies' : first };
}

/** `APP.getWidgetsArea()`. */
export function areaOf(place: Place): string {
  switch (place.page) {
    case 'dashboard':
    case 'unknown':
      return 'dashboard';
    case 'pipeline':
      return 'leads-pipeline';
    case 'integrations':
      return 'widgetsSettings';
    case 'billing':
      return 'settings';
    case 'advanced':
      return `advanced-settings:${place.code}`;
    case 'list':
      return place.entity;
    case 'card':
      return `${place.entity}_card`;
  }
}

/** `APP.getV3WidgetsArea()`, the deprecated twin. */
export function dottedAreaOf(place: Place): string {
  switch (place.page) {
    case 'pipeline':
      return 'leads.pipeline';
    case 'integrations':
      return 'settings.widgets';
    case 'advanced':
      return 'widget.advanced_settings';
    case 'list':
      return `${place.entity}.list`;
    case 'card':
      return `${place.entity}.card`;
    case 'dashboard':
    case 'billing':
    case 'unknown':
      return areaOf(place);
  }
}

/** `APP.getBaseEntity()`. */
export function entityOf(place: Place): string {
  if (place.page === 'list' || place.page === 'card') return place.entity;
  return place.page === 'pipeline' ? 'leads' : areaOf(place);
}
