import { callStatuses } from '../domain/call-result';
import type { DialPlan } from '../domain/dial-plan';
import type { ResultDraft } from '../domain/result-draft';
import type { Texts } from '../domain/texts';
import { lifetime, type Undo } from '../domain/undo';
import { quickDeadlines } from '../domain/task-deadline';
import type { Clock } from '../ports/clock';
import type { ResultCrm } from '../ports/result-crm';
import type { ResultDrafts } from '../ports/result-drafts';
import { lookUpResult } from '../agent/result-lookup';
import { fileResult, cancelResult, putOffResult } from '../agent/result-steps';
import { showFaults } from './result-faults-shown';
import { pressHold } from './press-hold';
import { resultForm } from './result-form';
import { resultLinkBox, type Looking } from './result-link-box';
import { resultRecording } from './result-recording';
import { factsOf, titleOf } from './result-words';

export type ResultTemplates = Readonly<
  Record<'window' | 'link' | 'search' | 'found' | 'bar', (model: object) => string>
>;

export interface WindowParts {
  readonly texts: Texts;
  /** All texts of the window by their keys. */
  readonly words: Readonly<Record<string, string>>;
  readonly dialPlan: DialPlan;
  readonly clock: Clock;
  readonly drafts: ResultDrafts;
  readonly crm: ResultCrm;
  readonly templates: ResultTemplates;
  /** The host's modal window; `closed` runs once, whoever closed it. */
  readonly openModal: (modal: {
    readonly html: string;
    readonly label: string;
    readonly focus: string;
    readonly closed: () => void;
  }) => { readonly body: HTMLElement; readonly refit: () => void; readonly close: () => void };
}

export interface ResultWindow {
  readonly callId: string;
  /** `waiting`: how many more results wait for this window. */
  show(waiting: number): void;
  close(): void;
}

const askAgain = 5000;
let windows = 0;

/** The call result window of one call, in the host's modal. `onClosed`: by the agent or by the page. */
export function resultWindow(draft: ResultDraft, parts: WindowParts, onClosed: () => void): ResultWindow {
  const { texts, words, dialPlan, clock, drafts, crm, templates } = parts;
  const { callId } = draft;
  const id = `amocrm-telephony-result-${(windows += 1)}`;
  const life = lifetime(() => undefined);
  const knows = draft.looked || draft.fields.link !== null;
  let looking: Looking = knows ? { state: 'found', link: null, choice: [] } : { state: 'looking' };
  let put = true;

  const modal = parts.openModal({
    html: templates.window({
      t: words,
      id,
      call: { id: callId },
      statuses: callStatuses.map((status) => ({
        id: String(status),
        name: texts(`result.status_${status}`),
      })),
      dues: quickDeadlines.map((due) => ({ id: due, name: texts(`result.due_${due}`) })),
    }),
    label: `${id}-title`,
    focus: draft.unknown && draft.fields.link === null ? '[name="contactName"]' : '[name="note"]',
    closed() {
      life.end();
      if (put) putOffResult(drafts, callId);
      onClosed();
    },
  });
  const root = modal.body.querySelector('form');
  if (root === null) throw new Error('the window was drawn without its form');
  const one = (selector: string): HTMLElement => {
    const found = root.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`the window has no ${selector}`);
    return found;
  };
  const press = pressHold(root, clock);
  life.own(press.stop);
  const form = resultForm(root, { now: () => clock.now(), type: (part) => drafts.type(callId, part) });
  const linkBox = resultLinkBox(one('[data-box="link"]'), {
    id,
    texts,
    clock,
    words,
    templates,
    hold: press.hold,
    find: (text) => crm.find(text),
    onPick: (link) => drafts.type(callId, { link }),
    onLook: () => look(),
  });
  life.own(linkBox.stop);
  const recording = resultRecording(one('[data-box="recording"]'), texts);
  let faultsShown: ResultDraft['faults'] | undefined;
  let waitingNow = 0;

  const draw = (now: ResultDraft): void => {
    one('.amocrm-telephony__result-title').textContent = texts('result.title', { who: titleOf(now, parts) });
    one('.amocrm-telephony__result-facts').textContent = factsOf(now, parts);
    const queue = one('.amocrm-telephony__result-queue');
    queue.hidden = waitingNow === 0;
    queue.textContent = waitingNow === 0 ? '' : texts('result.queue', { count: waitingNow });
    one('.amocrm-telephony__result-unkept').hidden = !drafts.unkept();
    linkBox.show(now, looking);
    const newcomer = now.fields.link === null && (now.unknown || looking.state === 'failed');
    one('[data-part="newcomer"]').hidden = !newcomer;
    recording.show(now.call);
    form.fill(now.fields);
    const toInbox = now.unknown && now.call.direction === 'inbound' && now.call.disposition === 'answered';
    one('.amocrm-telephony__result-hint').textContent = texts(
      toInbox ? 'result.cancel_unsorted' : 'result.keys',
    );
    one('[data-do="cancel"]').title = texts(toInbox ? 'result.cancel_unsorted' : 'result.cancel_hint');
    if (JSON.stringify(faultsShown) !== JSON.stringify(now.faults)) {
      faultsShown = now.faults;
      showFaults(root, now.faults, texts)?.focus();
    }
    modal.refit();
  };
  const toRedraw = (): void => {
    const now = drafts.find(callId);
    if (now !== undefined && !life.ended) draw(now);
  };
  const redraw = (): void => press.hold(toRedraw);

  const later = (run: () => void): void => {
    let stop: Undo = () => undefined;
    stop = clock.after(askAgain, run);
    life.own(() => stop());
  };
  const look = (): void => {
    if (life.ended) return;
    lookUpResult(callId, { crm, drafts, dialPlan }).then(
      ({ link, choice }) => {
        looking = { state: 'found', link, choice };
        redraw();
      },
      () => {
        looking = { state: 'failed' };
        redraw();
        later(look);
      },
    );
  };
  const offer = (): void => {
    if (life.ended) return;
    crm.catalogue().then(
      (catalogue) =>
        press.hold(() => {
          if (!life.ended) form.offer(catalogue);
        }),
      () => later(offer),
    );
  };

  const leave = (): void => {
    put = false;
    modal.close();
  };
  const save = (): void => {
    if (fileResult(callId, { drafts, clock, dialPlan })) leave();
    else {
      // The same fault twice is said, and shown, twice.
      faultsShown = undefined;
      redraw();
    }
  };
  root.addEventListener('submit', (event) => {
    event.preventDefault();
    save();
  });
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    const target = event.target as HTMLElement;
    const all = event.ctrlKey || event.metaKey;
    if (!all && target.closest('textarea, button, a, audio') !== null) return;
    event.preventDefault();
    event.stopPropagation();
    save();
  });
  root.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    if (button?.dataset['do'] === 'later') modal.close();
    if (button?.dataset['do'] !== 'cancel') return;
    cancelResult(callId, { drafts, clock });
    leave();
  });

  redraw();
  offer();
  if (draft.fields.link === null || !draft.looked) look();
  return {
    callId,
    show(waiting) {
      waitingNow = waiting;
      redraw();
    },
    close: leave,
  };
}
