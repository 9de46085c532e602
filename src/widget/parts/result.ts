import type { WidgetHost } from '../../adapters/amocrm/host';
import { isWindowOpen, openHostModal } from '../../adapters/amocrm/host-modal';
import { browserLocks } from '../../adapters/amocrm/result-newcomers';
import { pageResults } from '../../adapters/amocrm/result-page';
import { hostTexts } from '../../adapters/amocrm/texts';
import { browserClock as clock } from '../../adapters/browser/clock';
import { localResultDrafts } from '../../adapters/browser/result-drafts';
import { storageCopy } from '../../adapters/browser/storage-copy';
import { tabNote } from '../../adapters/browser/tab-note';
import { isTyping } from '../../adapters/browser/typing';
import type { Desk } from '../../agent/desk';
import { resultsBegun } from '../../agent/results-begun';
import { resultSender } from '../../agent/result-sender';
import type { DialPlan } from '../../domain/dial-plan';
import type { RequestTurn } from '../../domain/request-budget';
import type { ResultSettings } from '../../domain/result-due';
import type { Undo } from '../../domain/undo';
import type { Pbx } from '../../ports/pbx';
import type { PressHold } from '../../views/press-hold';
import { tabResults } from '../../views/tab-results';
import { addPageStyle } from '../page-style';
import { resultKey } from '../result-key';
import { resultTemplates } from '../result-templates';

export interface ResultPartSettings {
  readonly host: WidgetHost;
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  readonly userId: number;
  readonly folder: string;
  readonly version: string;
  readonly tabId: string;
  /** Our element in the page's corner. */
  readonly root: HTMLElement;
  readonly hold: PressHold['hold'];
  readonly dialPlan: DialPlan;
  /** The tab's budget of requests to the CRM. */
  readonly turn: RequestTurn;
  readonly settings: ResultSettings;
  readonly onUnexpected: (error: unknown) => void;
}

export interface ResultPart {
  show(desk: Desk): void;
  /** In the leading tab, before `show`: with the calls that no card shows. */
  hear(desk: Desk): void;
  /** The leading tab's work, until undone. */
  lead(report: Pbx['report']): Undo;
  stop: Undo;
}

/** What comes after calls: the window, the bar and the sender; fetched when the first talk begins. */
export default async function startResults(given: ResultPartSettings): Promise<ResultPart> {
  const { host, own, userId, dialPlan, onUnexpected } = given;
  const drafts = localResultDrafts(resultKey(own), storageCopy(resultKey(own)));
  await Promise.all([addPageStyle(given.folder, given.version, 'result'), drafts.recover()]);
  const { crm, writer } = pageResults({ name: own, dialPlan, userId, clock, turn: given.turn });
  const words = host.i18n('result');
  const view = tabResults({
    ...given,
    drafts,
    texts: hostTexts(host),
    words: (typeof words === 'object' && words !== null ? words : {}) as Record<string, string>,
    clock,
    crm,
    templates: resultTemplates(),
    openModal: openHostModal,
    busy: () => isTyping() || isWindowOpen(),
    mine: tabNote(`${own}:result-open`),
  });
  const begin = resultsBegun({ drafts, settings: given.settings, dialPlan, clock });
  let heard: Desk | undefined;
  return {
    show: (desk) => view.show(desk),
    hear(desk) {
      begin(heard, desk);
      heard = desk;
    },
    lead: (report) =>
      resultSender({
        drafts,
        clock,
        crm,
        writer,
        dialPlan,
        report,
        chance: Math.random,
        alone: (name, work) => browserLocks(`${own}:${name}`, work),
        onUnexpected,
      }),
    stop: view.stop,
  };
}
