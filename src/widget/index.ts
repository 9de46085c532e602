import type { WidgetHost } from '../adapters/amocrm/host';
import { ownSettingsPage } from '../adapters/amocrm/selectors';
import { inNextTask } from '../adapters/browser/next-task';
import { loadPart } from './load-part';
import { addPageStyle } from './page-style';
import type { OwnPagePart } from './parts/own-page';
import type { SettingsPart } from './parts/settings';
import { start, type Running } from './start';
import { settingNames } from '../adapters/amocrm/settings';

const report = (error: unknown): void => console.debug('amocrm-telephony', error);

/**
 * What amoCRM's loader makes with `new`, after it has replaced the prototype and before it has put settings or
 * languages on the instance: a plain function that reads nothing yet (web SDK, "script_js").
 */
function TelephonyWidget(this: WidgetHost): void {
  const self = this;
  let running: (Running & { readonly settings: string }) | undefined;
  let initialised = false;

  const stop = (): void => {
    running?.stop();
    running = undefined;
  };
  /** With `init_once` later pages and a saved settings window say `render` only: cheap, and right each time. */
  const keepRunning = (): void => {
    const params = self.get_settings();
    const active = params['widget_active'] !== 'N';
    const settings = JSON.stringify(settingNames.map((name) => params[name]));
    if (active && running?.settings === settings) return;
    stop();
    if (active) running = { settings, ...start(self, { folder: folder(), version: version() }, report) };
  };

  const folder = (): string => String(self.params['path']);
  const version = (): string => String(self.params['version']);
  const settingsPart = (): Promise<SettingsPart> => loadPart<SettingsPart>(folder(), 'settings', version());

  const selected = (): void => running?.addToDialList();

  this.callbacks = {
    contacts: { selected },
    leads: { selected },
    customers: { selected },
    render() {
      if (initialised) keepRunning();
      return true;
    },
    init() {
      initialised = true;
      // The list's menu shall not open the right-hand block for what needs none.
      self.params['selected_without_block'] = true;
      // Not now: the page waits for us already.
      inNextTask(() => void addPageStyle(folder(), version(), 'style'));
      keepRunning();
      return true;
    },
    bind_actions: () => true,
    settings(body: JQuery) {
      settingsPart().then((part) => part.open(self, body[0]), report);
      return true;
    },
    onSave(data: unknown) {
      return settingsPart().then(
        (part) => part.mayBeSaved(self, data),
        (error: unknown) => {
          // Not our check's failure to load may lose what the administrator typed.
          report(error);
          return true;
        },
      );
    },
    advancedSettings() {
      loadPart<OwnPagePart>(folder(), 'own-page', version()).then((part) => {
        const holder = document.querySelector(ownSettingsPage);
        if (holder !== null) part.open(self, holder, report);
      }, report);
      return true;
    },
    destroy() {
      initialised = false;
      stop();
    },
  };
}

export default TelephonyWidget;
