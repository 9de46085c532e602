import $ from 'jquery';
import { loadWidgets } from './loader/load';
import { drawPage } from './pages/draw-page';
import { placeOf } from './place';
import { navigate } from './navigation';
import { shown } from './state';
import { markCurrent } from './ui/left-menu';
import { attribute } from './ui/attribute';

let run = 0;

async function show(): Promise<void> {
  run += 1;
  const mine = run;
  const place = placeOf(location.href, location.origin);
  shown.place = place;
  markCurrent(place);
  $('#page_holder').attr('aria-busy', 'true');
  await drawPage(place, () => mine === run);
  if (mine !== run) return;
  $('#page_holder').removeAttr('aria-busy');
  $(document).trigger('page:changed');
  $(document).trigger('widgets:load');
}

const isPlainClick = (event: JQueryEventObject): boolean =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

export function startRouter(): void {
  $(document)
    .on('click', '.js-navigate-link', (event) => {
      const href = attribute($(event.currentTarget), 'href');
      const isVirtual = !('originalEvent' in event);
      if (href === '' || !(isVirtual || isPlainClick(event))) return;
      const url = new URL(href, location.href);
      if (url.origin !== location.origin) return;
      event.preventDefault();
      navigate(url.pathname + url.search);
    })
    .on('widgets:load', () => void loadWidgets(shown.place).catch((error: unknown) => console.error(error)))
    .on('page:reload', () => void show())
    .on('host:show', (_event, done?: () => void) => void show().then(done));
  window.addEventListener('popstate', () => void show());
  void show();
}
