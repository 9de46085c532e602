import { gatewaySignIn } from '../adapters/amocrm/gateway-sign-in';
import { hostApp, type WidgetHost } from '../adapters/amocrm/host';
import { hostCrm, whoAmI } from '../adapters/amocrm/host-crm';
import { readSettings } from '../adapters/amocrm/settings';
import { hostTexts } from '../adapters/amocrm/texts';
import { browserClock as clock } from '../adapters/browser/clock';
import { desktopAttention } from '../adapters/browser/desktop-attention';
import { keptValue } from '../adapters/browser/kept-value';
import { inNextTask, ownTask } from '../adapters/browser/next-task';
import { localMemory } from '../adapters/browser/local-memory';
import { socketPbx } from '../adapters/pbx/socket-pbx';
import { lockedTabs, tabsSupported } from '../adapters/tabs/locked-tabs';
import { soloTab } from '../adapters/tabs/solo-tab';
import { callerLookup } from '../agent/caller-lookup';
import type { Desk, DeskCommand } from '../agent/desk';
import { faultLedger } from '../agent/fault-ledger';
import { leadDesk, type LeadParts } from '../agent/lead-desk';
import { leadPhone, type HeldPhone, type LeadPhoneParts } from '../agent/lead-phone';
import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneAnswer } from '../agent/phone-desk';
import { hasCall } from '../agent/phone-state';
import { attentionWords } from '../domain/call-words';
import { requestBudget } from '../domain/request-budget';
import { lifetime, type Undo } from '../domain/undo';
import { callCards } from '../views/call-cards';
import { callLog } from './call-log';
import { cardTemplate } from './card-template';
import { cardsPlace } from './cards-place';
import { clickToCall } from './click-to-call';
import { dialing } from './dialing';
import { loadPart } from './load-part';
import type { PhoneLineParts } from './parts/phone-line';
import { phoneOnPage } from './phone-on-page';
import { results } from './results';

/** One less than the CRM allows, and two where nobody waits: others of the page ask as well. */
const perSecond = 6;
const spared = 1;

export interface Running {
  readonly stop: Undo;
  /** The ticked rows of the shown list. */
  readonly addToDialList: () => void;
}

/** The only place that builds adapters and joins them. */
export function start(
  host: WidgetHost,
  files: { readonly folder: string; readonly version: string },
  onUnexpected: (error: unknown) => void,
): Running {
  const life = lifetime(onUnexpected);
  const texts = hostTexts(host);
  const me = whoAmI();
  const own = `amocrm-telephony:${me.accountId}:${me.userId}`;
  const memory = localMemory(own);
  const settings = readSettings(host.get_settings());
  const turn = requestBudget(perSecond, (ms, run) => clock.after(ms, run), { spared });
  const crm = hostCrm({
    ...{ texts, me, users: 'fault' in settings ? new Map() : settings.users },
    // The card is drawn before: asking together with that would be one long task.
    turn: (urgent) => ownTask().then(() => turn(urgent)),
  });
  const faults = faultLedger({ memory, clock, report: (code) => crm.reportFault(code) });
  if ('fault' in settings) {
    faults.raise(settings.fault === 'url_missing' ? 'SETTINGS_MISSING' : 'SETTINGS_INVALID');
    return { stop: () => undefined, addToDialList: () => undefined };
  }

  const tabs = tabsSupported()
    ? lockedTabs<Desk, DeskCommand, PhoneAnswer>(own, clock, onUnexpected, (desk) =>
        hasCall(desk?.phone?.state),
      )
    : soloTab<Desk, DeskCommand, PhoneAnswer>();
  const tellPhone = async (command: PhoneCommand): Promise<PhoneAnswer> =>
    (await tabs.ask({ do: 'phone', command })) ?? { ok: false, why: 'silent' };
  const byClick = clickToCall({
    ...{ host, texts, dialPlan: crm.dialPlan, now: () => clock.now(), tell: tellPhone },
    complain: (header, text) =>
      hostApp().notifications.show_message_error({ header, text, date: Math.floor(clock.now() / 1000) }),
  });
  const place = cardsPlace(clock);
  life.own(place.leave);
  const template = cardTemplate(clock);
  life.own(template.stop);
  const cards = callCards({
    root: place.root,
    hold: place.hold,
    clock,
    texts,
    dialPlan: crm.dialPlan,
    template: template.render,
    tell(command) {
      if (command.do === 'phone') void byClick.run(command.command);
      else tabs.tell(command);
    },
  });
  life.own(cards.stop);

  const { gatewayUrl, lookupDeadline, users } = settings;
  const shown = [...users].find(([, user]) => user === me.userId)?.[0] ?? '';
  const code = String(host.params['widget_code']);
  const signIn = gatewaySignIn(host, gatewayUrl, { shown });
  const pbx = socketPbx({ gatewayUrl, signIn, clock, inNextTask });
  const lookup = callerLookup({ crm, clock, deadline: lookupDeadline });
  const attention = desktopAttention(attentionWords(texts, crm.dialPlan));
  const afterCalls = results({
    ...files,
    host,
    own,
    turn,
    userId: Number(me.userId),
    tabId: tabs.id,
    root: place.root,
    hold: place.hold,
    dialPlan: crm.dialPlan,
    settings: settings.results,
    onUnexpected,
  });
  life.own(afterCalls.stop);
  const used = keptValue(`${own}:phone-used`);
  const choice: LeadPhoneParts['choice'] = {
    read: () => (used.read() === 'desk' ? 'desk' : 'browser'),
    keep: (phone) => used.keep(phone),
  };
  const onPage = {
    ...{ ...files, host, own, gatewayUrl, onUnexpected },
    tabId: tabs.id,
    dialPlan: crm.dialPlan,
    tell: tellPhone,
  };
  const dial = dialing({ ...onPage, turn });
  life.own(dial.stop);
  const phonePanel = phoneOnPage({
    ...onPage,
    users,
    dialList: () => dial.use((part) => part.toggle()),
    colleague: (extension) => crm.colleague(extension),
  });
  life.own(phonePanel.stop);
  const join = (): Undo =>
    tabs.join(
      (before) => {
        const leading = lifetime(onUnexpected);
        const log = callLog({
          ...{ ...files, own, pbx, turn, users, code, onUnexpected },
          dialPlan: crm.dialPlan,
          results: settings.results,
          faults,
        });
        leading.own(log.stop);
        dial.lead(true);
        leading.own(() => dial.lead(false));
        leading.own(afterCalls.lead((outcome) => log.report(outcome)));
        const onDesk = (desk: Desk): void => {
          log.hear(desk);
          afterCalls.hear(desk);
        };
        const phone: LeadParts['phone'] = (before, onPhone) =>
          leadPhone({
            ...{ id: tabs.id, pbx, clock, before, choice, onPhone, onUnexpected },
            open: (account, last, onState) =>
              loadPart<(parts: PhoneLineParts) => Promise<HeldPhone>>(
                files.folder,
                'phone-line',
                files.version,
              ).then((hold) =>
                hold({
                  account,
                  own,
                  last,
                  accompanied: tabs.accompanied,
                  pbx,
                  onState,
                  onUnexpected,
                }),
              ),
          });
        leading.own(
          leadDesk({ pbx, crm, clock, memory, attention, tabs, lookup, phone, onDesk, onUnexpected }, before),
        );
        return () => leading.end();
      },
      (desk) => {
        cards.show(desk.stage.id === tabs.id ? desk : undefined);
        afterCalls.show(desk);
        phonePanel.show(desk);
        if (desk.phone !== undefined) byClick.offer();
        dial.show(desk);
      },
    );
  const later = (run: () => void): void =>
    life.own(
      inNextTask(() => {
        try {
          run();
        } catch (error) {
          onUnexpected(error);
        }
      }),
    );
  // What was built until here has been a long task already, and the first look into the storage is slow.
  later(() => faults.heal(['SETTINGS_MISSING', 'SETTINGS_INVALID']));
  later(() => life.own(join()));
  return { stop: () => life.end(), addToDialList: () => dial.use((part) => part.addTicked()) };
}
