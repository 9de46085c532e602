import $ from 'jquery';
import type { WidgetEntry } from '../../pages/page-data';
import { areaOf } from '../place';
import { shown } from '../state';
import { destroyWidget } from './destroy';
import { clearCache, widgetList } from './load';
import { registry } from './registry';
import { paramsFor, startWidget } from './start';

async function entryOf(code: string): Promise<WidgetEntry | undefined> {
  clearCache();
  return (await widgetList(areaOf(shown.place))).widgets[code];
}

async function installed(code: string): Promise<void> {
  const entry = await entryOf(code);
  if (entry === undefined) return;
  registry.list[code]?.set_settings({ ...paramsFor(entry), widget_active: 'Y' });
  await startWidget({ ...entry, active: 'Y' }, shown.place);
}

/** `widget:installed` and `widget:removed` on the document. */
export function bindWidgetEvents(): void {
  $(document)
    .on('widget:installed', (_event, code: string) => {
      void installed(code).catch((error: unknown) => console.error(error));
    })
    .on('widget:removed', (_event, code: string) => {
      clearCache();
      destroyWidget(code);
    });
}
