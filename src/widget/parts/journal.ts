import { twig } from 'twig';
import { gatewaySignIn } from '../../adapters/amocrm/gateway-sign-in';
import { hostApp, type WidgetHost } from '../../adapters/amocrm/host';
import { accountDialPlan } from '../../adapters/amocrm/host-crm';
import { readSettings } from '../../adapters/amocrm/settings';
import { hostTexts } from '../../adapters/amocrm/texts';
import { browserClock as clock } from '../../adapters/browser/clock';
import { saveFile } from '../../adapters/browser/save-file';
import type { Undo } from '../../domain/undo';
import type { JournalView } from '../../views/journal-model';
import { journalPage, type JournalCommand } from '../../views/journal-page';
import source from '../../../templates/journal.twig';
import { addPageStyle } from '../page-style';
import { journalClient, type JournalClient, type JournalTold } from './journal-client';

export interface JournalPart {
  /** Draws the journal into `holder`, the widget's own page in Settings. */
  open(host: WidgetHost, holder: Element): void;
}

const step = 50;
const most = 500;
const refreshEvery = 10_000;

function run(host: WidgetHost, root: HTMLElement, client: JournalClient): void {
  const texts = hostTexts(host);
  const dialPlan = accountDialPlan();
  const language = hostApp().lang_id === 'ru' ? 'ru' : 'en-GB';
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  const template = twig({ data: source });
  let view: JournalView = {
    filter: 'all',
    page: undefined,
    trouble: undefined,
    busy: new Set(),
    notice: '',
    reading: true,
  };
  let rows = step;
  let asked = 0;
  let stopTimer: Undo = () => undefined;

  const page = journalPage({
    root,
    clock,
    texts,
    dialPlan,
    moment: (iso) => format.format(new Date(iso)),
    template: (model) => template.render(model),
    most,
    tell: (command) => void obey(command),
  });
  const change = (news: Partial<JournalView>): void => page.show((view = { ...view, ...news }));

  const isLeft = (): boolean => {
    if (!root.isConnected) page.stop();
    return !root.isConnected;
  };
  async function refresh(): Promise<void> {
    stopTimer();
    const question = (asked += 1);
    change({ reading: true });
    const told = await client.read(view.filter, rows);
    // Another question has been asked since, or the page has been left.
    if (question !== asked || isLeft()) return;
    if ('ok' in told) change({ page: told.ok, trouble: undefined, reading: false });
    else change({ trouble: told.trouble, reading: false });
    stopTimer = clock.after(refreshEvery, () => void (isLeft() || refresh()));
  }

  async function retry(mark: string, callIds: readonly string[] | undefined): Promise<void> {
    change({ busy: new Set([...view.busy, mark]), notice: '' });
    const told: JournalTold<number> = await client.retry(callIds);
    const busy = new Set(view.busy);
    busy.delete(mark);
    if ('ok' in told) change({ busy, notice: texts('journal.retried', { count: told.ok }) });
    else change({ busy, trouble: told.trouble });
    if ('ok' in told) await refresh();
  }

  async function obey(command: JournalCommand): Promise<void> {
    switch (command.do) {
      case 'filter':
        rows = step;
        change({ filter: command.filter, notice: '' });
        return refresh();
      case 'more':
        rows = Math.min(most, rows + step);
        return refresh();
      case 'retry':
        return retry(command.callId, [command.callId]);
      case 'retry-all':
        return retry('all', undefined);
      case 'export': {
        const told = await client.csv(view.filter);
        if ('ok' in told) saveFile(told.ok, `calls-${new Date().toISOString().slice(0, 10)}.csv`);
        else change({ trouble: told.trouble });
      }
    }
  }

  change({});
  void refresh();
}

const part: JournalPart = {
  open(host, holder) {
    const root = document.createElement('div');
    root.className = 'amocrm-telephony amocrm-telephony_settings';
    // The page may be opened again in the same holder.
    holder.querySelector(':scope > .amocrm-telephony_settings')?.remove();
    holder.append(root);
    const settings = readSettings(host.get_settings());
    if ('fault' in settings) {
      root.textContent = hostTexts(host)(`settings_check.${settings.fault}`);
      return;
    }
    const { gatewayUrl } = settings;
    void addPageStyle(String(host.params['path']), String(host.params['version']), 'settings').then(() =>
      run(host, root, journalClient(gatewayUrl, gatewaySignIn(host, gatewayUrl, { for: 'journal' }))),
    );
  },
};

export default part;
