import $ from 'jquery';
import type { WidgetEntry, WidgetList } from '../../pages/page-data';
import { boot } from '../boot';
import { postForm } from '../http';
import { areaOf, type Place } from '../place';
import { destroyLeaving } from './destroy';
import { registry, type System } from './registry';
import { startWidget } from './start';

const cacheLife = 30 * 60 * 1000;
const cache = new Map<string, { list: WidgetList; until: number }>();
let generation = 0;

export const clearCache = (): void => cache.clear();

export async function widgetList(area: string): Promise<WidgetList> {
  const known = cache.get(area);
  if (known !== undefined && known.until > Date.now()) return known.list;
  const list = await postForm<WidgetList>('/ajax/widgets/list', { area });
  cache.set(area, { list, until: Date.now() + cacheLife });
  return list;
}

/** No widgets for free users, in safe mode and on the billing page. */
export const isBlocked = (place: Place): boolean =>
  boot.user.is_free || place.page === 'billing' || new URLSearchParams(location.search).has('safe_mode');

function mayStart(entry: WidgetEntry, place: Place): boolean {
  if (entry.active !== 'Y') return false;
  // On the page of integrations windows start their widget when they open.
  return place.page !== 'integrations' || entry.init_once === 'Y';
}

/** After each change of page: ends what must end, then starts or redraws what belongs here. */
export async function loadWidgets(place: Place): Promise<void> {
  generation += 1;
  const mine = generation;
  destroyLeaving();
  registry.loaded = false;
  if (isBlocked(place)) return;
  const { widgets, system } = await widgetList(areaOf(place));
  if (mine !== generation) return;
  registry.system = { ...(system as System), amouser: boot.user.login, amohash: '' };
  const entries = Object.values(widgets).filter((entry) => mayStart(entry, place));
  await Promise.all(entries.map((entry) => startWidget(entry, place)));
  if (mine !== generation) return;
  registry.loaded = true;
  $('#list_table').trigger('list:checkbox');
}
