import { gatewaySignIn } from '../../adapters/amocrm/gateway-sign-in';
import { hostApp, type WidgetHost } from '../../adapters/amocrm/host';
import { readSettings } from '../../adapters/amocrm/settings';
import { hostTexts } from '../../adapters/amocrm/texts';
import { planPage } from '../../views/plan-page';
import { addPageStyle } from '../page-style';
import { planClient, type PlanTold } from './plan-client';

export interface PlanPart {
  /** Draws the routing plan into `root`, which is ours alone. */
  open(host: WidgetHost, root: HTMLElement): void;
}

function run(host: WidgetHost, root: HTMLElement, gatewayUrl: string): void {
  const texts = hostTexts(host);
  const language = hostApp().lang_id === 'ru' ? 'ru' : 'en-GB';
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' });
  const client = planClient(gatewayUrl, gatewaySignIn(host, gatewayUrl, { for: 'journal' }));
  let version = 0;

  const page = planPage({
    root,
    texts,
    nameOf(user) {
      const title = hostApp().constant('managers')?.[String(user)]?.title;
      return typeof title === 'string' ? title : String(user);
    },
    moment: (iso) => format.format(new Date(iso)),
    onSave: (plan) =>
      void client.save(plan, version).then((told) =>
        take(told, (saved) => {
          version = saved.version;
          page.show(saved);
          page.say(texts('plan.saved'));
        }),
      ),
    onTry: (plan, question) =>
      void client.tryOut(plan, question).then((told) => {
        if ('ok' in told) page.tried(told.ok);
        else if ('trouble' in told) page.notTried(texts(`plan.trouble.${told.trouble}`));
        else {
          page.faults(told.faults, false);
          page.notTried(texts('plan.try.faulty', { count: told.faults.length }));
        }
      }),
  });
  function take<T>(told: PlanTold<T>, then: (value: T) => void): void {
    if ('ok' in told) then(told.ok);
    else if ('faults' in told) page.faults(told.faults, true);
    else page.say(texts(`plan.trouble.${told.trouble}`));
  }
  page.say(texts('plan.loading'));
  void client.read().then((told) => {
    if ('ok' in told) {
      version = told.ok.version;
      page.show(told.ok);
      page.say('');
    } else page.refused(texts(`plan.trouble.${'trouble' in told ? told.trouble : 'garbled'}`));
  });
}

const part: PlanPart = {
  open(host, root) {
    const settings = readSettings(host.get_settings());
    if ('fault' in settings) {
      root.textContent = hostTexts(host)(`settings_check.${settings.fault}`);
      return;
    }
    void addPageStyle(String(host.params['path']), String(host.params['version']), 'plan');
    run(host, root, settings.gatewayUrl);
  },
};

export default part;
