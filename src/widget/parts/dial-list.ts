// Longer than most: the one place where the parts of the list are joined in a tab.

import { openCard, tickedRows } from '../../adapters/amocrm/dial-selection';
import { countOnButton } from '../../adapters/amocrm/phone-button';
import type { WidgetHost } from '../../adapters/amocrm/host';
import { resultApi } from '../../adapters/amocrm/result-api';
import { pageTransport } from '../../adapters/amocrm/result-transport';
import { hostTexts } from '../../adapters/amocrm/texts';
import { browserClock as clock } from '../../adapters/browser/clock';
import { driverOf } from '../../adapters/browser/driver-id';
import { keepMark } from '../../adapters/browser/keep-mark';
import { otherPages } from '../../adapters/browser/other-pages';
import { dialHttp } from '../../adapters/pbx/dial-http';
import { sharedWord } from '../../adapters/tabs/shared-word';
import type { Desk } from '../../agent/desk';
import { dialMirror } from '../../agent/dial-mirror';
import type { DialCommand, DialShow } from '../../agent/dial-show';
import type { PhoneCommand } from '../../agent/phone-command';
import type { PhoneAnswer } from '../../agent/phone-desk';
import type { DialOrder } from '../../dialing/dial-list';
import type { RequestTurn } from '../../domain/request-budget';
import type { DialPlan } from '../../domain/dial-plan';
import type { Undo } from '../../domain/undo';
import { dialPanel } from '../../views/dial-panel';
import type { DialPanelCommand } from '../../views/dial-view';
import { downloadDialList } from '../dial-download';
import { openCalledCard } from '../open-called-card';
import { dialFill } from '../dial-fill';
import { dialLead, type DialLead } from '../dial-lead';
import { dialWords } from '../dial-words';
import { dialKey, dialOpenKey } from '../dial-key';
import { isStored } from '../is-stored';
import { lazyTemplate } from '../lazy-template';
import { addPageStyle } from '../page-style';
import { callResults } from '../call-results';
import frame from '../../../templates/dial-list.twig';
import row from '../../../templates/dial-row.twig';

export interface DialPartSettings {
  readonly host: WidgetHost;
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  readonly folder: string;
  readonly version: string;
  readonly tabId: string;
  readonly gatewayUrl: string;
  readonly turn: RequestTurn;
  readonly dialPlan: DialPlan;
  readonly tell: (command: PhoneCommand) => Promise<PhoneAnswer>;
  readonly onUnexpected: (error: unknown) => void;
}

export interface DialPart {
  show(desk: Desk): void;
  /** Whether this tab leads: it alone dials. */
  lead(on: boolean): void;
  toggle(): void;
  /** Adds the ticked rows of the shown list. */
  addTicked(): void;
  stop: Undo;
}

type Word =
  | { readonly is: 'changed' | 'hello' }
  | { readonly is: 'show'; readonly show: DialShow }
  | { readonly is: 'command'; readonly command: DialCommand };

const refreshEvery = 15_000;

/** The panel in this tab, and in the leading tab the dialling. */
export default async function startDialList(given: DialPartSettings): Promise<DialPart> {
  const { host, own, dialPlan } = given;
  await addPageStyle(given.folder, given.version, 'dial');
  const texts = hostTexts(host);
  const driver = driverOf(own);
  const { words, dated, separator } = dialWords(texts, dialPlan);
  let desk: Desk | undefined;
  let show: DialShow = { phase: { is: 'off' }, afterCall: false };
  let unreachable = false;
  let panel: ReturnType<typeof dialPanel> | undefined;
  let runner: DialLead | undefined;
  const openPerson = openCalledCard();
  let mark = 0;
  let stopRefresh: Undo = () => undefined;

  const gateway = dialHttp(given.gatewayUrl, () => desk?.session?.token);
  const mirror = dialMirror(gateway, () => changed());
  const api = resultApi({ transport: pageTransport, clock, turn: given.turn });
  const fill = dialFill({ api, gateway, texts });
  const results = callResults(own, () => runner?.look());
  const channel = sharedWord<Word>(`${own}:dial`, (word) => hear(word));

  const draw = (): void => {
    const waiting = mirror.entries.filter(({ state }) => state === 'waiting').length;
    countOnButton(waiting);
    panel?.show({
      ...{ entries: mirror.entries, head: mirror.head, known: mirror.known, show, unreachable },
      card: openCard() !== undefined,
    });
  };
  const changed = (): void => {
    keepMark(dialKey(own), mirror.entries.length > 0);
    runner?.list(mirror.head, mirror.entries);
    draw();
  };
  const refresh = async (): Promise<void> => {
    stopRefresh();
    unreachable = !(await mirror.sync());
    draw();
    if (panel !== undefined || runner !== undefined)
      stopRefresh = clock.after(refreshEvery, () => void refresh());
  };
  const tellChanged = (): void => {
    channel.say({ is: 'changed' });
    void refresh();
  };
  const showNow = (next: DialShow): void => {
    show = next;
    if (desk?.stage.id === given.tabId && mirror.head.openCard) openPerson(show.phase);
    draw();
  };
  const hear = (word: Word): void => {
    if (word.is === 'changed') void refresh();
    else if (word.is === 'show') showNow(word.show);
    else if (word.is === 'command') runner?.obey(word.command);
    else if (runner !== undefined) channel.say({ is: 'show', show });
  };

  const order = async (what: DialOrder): Promise<unknown> => {
    const answer = await gateway.order(what);
    if (answer === undefined) panel?.say(texts('dial.hint.unreachable'));
    tellChanged();
    return answer;
  };
  const clear = async (what: DialOrder): Promise<void> => {
    const answer = (await order(what)) as { readonly mark?: number } | undefined;
    if (answer?.mark === undefined) return;
    mark = answer.mark;
    panel?.say(texts('dial.removed'), true);
  };
  const add = async (work: Promise<string>): Promise<void> => {
    panel?.say(texts('dial.adding'));
    panel?.say(await work);
    tellChanged();
  };

  function obey(command: DialPanelCommand): void {
    switch (command.do) {
      case 'move':
      case 'word':
      case 'set':
        return void order(command);
      case 'again':
        return void order({ do: 'again' });
      case 'remove':
        return void clear({ do: 'remove', ids: [command.id] });
      case 'clear':
        return void clear({ do: 'clear' });
      case 'restore':
        panel?.say('');
        return void order({ do: 'restore', mark });
      case 'typed':
        return void add(fill.typed(command.text));
      case 'card': {
        const card = openCard();
        return card === undefined ? undefined : void add(fill.rows([card]));
      }
      case 'csv':
        return downloadDialList(mirror.entries, texts, words, dated, separator);
      case 'close':
        return toggle();
      case 'start':
      case 'stop':
        // Kept by the gateway, so that it holds whoever leads, and whether they hear of it now or later.
        channel.say({ is: 'command', command: { do: 'next' } });
        runner?.obey({ do: 'next' });
        return void order(command.do === 'stop' ? { do: 'stop' } : { do: 'start', driver });
      case 'pause':
        return void order({ do: 'pause', driver, why: 'asked' });
      case 'after-call':
      case 'next':
      case 'skip':
      case 'hang-up':
      case 'mute':
      case 'call':
        if (runner !== undefined) runner.obey(command);
        else channel.say({ is: 'command', command });
    }
  }

  function open(): ReturnType<typeof dialPanel> {
    const opener = document.activeElement;
    const root = document.createElement('div');
    root.className = 'amocrm-telephony amocrm-telephony_dial';
    document.body.append(root);
    const labels = host.i18n('dial.label') as Record<string, string>;
    const made = dialPanel({
      ...words,
      root,
      clock,
      labels,
      frame: lazyTemplate(frame),
      row: rowTemplate,
      tell: obey,
    });
    // The open card may be added, wherever the user goes.
    const leave = otherPages(clock, draw);
    panel = {
      ...made,
      stop() {
        const focused = root.contains(document.activeElement);
        leave();
        made.stop();
        if (focused && opener instanceof HTMLElement) opener.focus();
      },
    };
    keepMark(dialOpenKey(own), true);
    draw();
    channel.say({ is: 'hello' });
    void refresh();
    return panel;
  }
  const rowTemplate = lazyTemplate(row);

  function toggle(): void {
    if (panel === undefined) return open().focus();
    panel.stop();
    panel = undefined;
    keepMark(dialOpenKey(own), false);
  }

  return {
    show(next) {
      const signedIn = desk?.session === undefined && next.session !== undefined;
      desk = next;
      runner?.hear(next);
      // Left open on the page before.
      if (signedIn && !mirror.known && panel === undefined && isStored(dialOpenKey(own))) open();
      else if (signedIn) void refresh();
    },
    lead(on) {
      if (on === (runner !== undefined)) return;
      runner?.stop();
      runner = undefined;
      if (!on) return;
      runner = dialLead({
        ...{ api, texts, dated, gateway, dialPlan, driver, phone: given.tell },
        result: (callId) => results.state(callId),
        onShow(next) {
          channel.say({ is: 'show', show: next });
          showNow(next);
        },
        onChanged: tellChanged,
      });
      if (desk !== undefined) runner.hear(desk);
      void refresh();
    },
    toggle,
    addTicked() {
      if (panel === undefined) open();
      void add(fill.rows(tickedRows(host)));
    },
    stop() {
      stopRefresh();
      runner?.stop();
      panel?.stop();
      channel.stop();
      results.stop();
    },
  };
}
