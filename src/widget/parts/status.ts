import { twig } from 'twig';
import { gatewaySignIn } from '../../adapters/amocrm/gateway-sign-in';
import { hostApp, type WidgetHost } from '../../adapters/amocrm/host';
import { readSettings } from '../../adapters/amocrm/settings';
import { hostTexts } from '../../adapters/amocrm/texts';
import { browserClock as clock } from '../../adapters/browser/clock';
import { parseStatus } from '../../protocol/status-answer';
import type { StatusView } from '../../views/status-model';
import { statusPage } from '../../views/status-page';
import source from '../../../templates/status.twig';
import { adminQuestions } from './admin-questions';

export interface StatusPart {
  /** Draws how the telephony stands into `root`, which is ours alone, and keeps it up to date while it is looked at. */
  open(host: WidgetHost, root: HTMLElement): void;
}

const refreshEvery = 5_000;

function run(host: WidgetHost, root: HTMLElement, gatewayUrl: string): void {
  const texts = hostTexts(host);
  const language = hostApp().lang_id === 'ru' ? 'ru' : 'en-GB';
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' });
  const template = twig({ data: source });
  const ask = adminQuestions(gatewayUrl, gatewaySignIn(host, gatewayUrl, { for: 'journal' }), 'too_old');
  let view: StatusView = { status: undefined, trouble: undefined };
  const page = statusPage({
    root,
    texts,
    moment: (iso) => format.format(new Date(iso)),
    nameOf(user) {
      const title = hostApp().constant('managers')?.[String(user)]?.title;
      return typeof title === 'string' ? title : String(user);
    },
    template: (model) => template.render(model),
  });

  async function refresh(): Promise<void> {
    if (!root.isConnected) return;
    // Nobody looks at another tab's panel, or at a page behind others.
    if (view.status === undefined || (!root.hidden && document.visibilityState === 'visible')) {
      const told = await ask('/v1/status', {}, async (answer) => parseStatus(await answer.json()));
      view = 'ok' in told ? { status: told.ok, trouble: undefined } : { ...view, trouble: told.trouble };
      page.show(view);
    }
    clock.after(refreshEvery, () => void refresh());
  }
  page.show(view);
  void refresh();
}

const part: StatusPart = {
  open(host, root) {
    const settings = readSettings(host.get_settings());
    if ('fault' in settings) root.textContent = hostTexts(host)(`settings_check.${settings.fault}`);
    else run(host, root, settings.gatewayUrl);
  },
};

export default part;
