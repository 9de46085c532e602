import type { PhoneCall, PhoneState } from '../agent/phone-state';
import { lifetime, type Undo } from '../domain/undo';
import { keyedList } from './keyed-list';
import { drawTimes, phoneCalls } from './phone-calls';
import { farSides, type FarSide } from './phone-caller';
import { phoneChoice } from './phone-choice';
import { lineModel } from './phone-line';
import { panelFrame } from './phone-frame';
import { isLive, phoneHead, phoneNotices } from './phone-panel-model';
import type { PanelDesk, PhonePanelParts } from './phone-panel-parts';
import { phonePresses } from './phone-presses';
import { keepRecent } from './phone-recent';
import { phoneRun } from './phone-run';
import { pressHold } from './press-hold';
import { spokenChange } from './phone-spoken';
import { phoneStanding } from './phone-standing';
import { phoneSubs } from './phone-subs';
import { phoneTitle } from './phone-title';

export interface PhonePanel {
  /** Undefined: this user has no phone. */
  show(desk: PanelDesk | undefined): void;
  /** The phone's button in the menu. */
  toggle(): void;
  readonly stop: Undo;
}

const second = 1000;

/** The agent's phone on the page. */
export function phonePanel(parts: PhonePanelParts): PhonePanel {
  const { root, clock, texts, templates, words, dialPlan } = parts;
  const life = lifetime(parts.onUnexpected);
  const frame = panelFrame(root, texts('phone.title'));
  const head = keyedList(frame.head);
  const notices = keyedList(frame.notices);
  const calls = phoneCalls(frame.calls, { templates, texts, words });
  const standing = phoneStanding(root, parts.place);
  const title = phoneTitle(clock);
  const press = pressHold(root, clock);
  life.own(press.stop);
  life.own(standing.stop);
  life.own(title.stop);

  let desk: PanelDesk | undefined;
  let before: PhoneState | undefined;
  let shown = parts.remembersOpen.read();
  let folded = false;
  /** Opened by a call, so it goes with it. */
  let byCall = false;
  let open = '';
  let lostSince = '';
  let path = '';
  let stopTick: Undo = () => undefined;

  const sides = farSides({ texts, dialPlan, colleague: parts.colleague });
  const who = (call: PhoneCall): FarSide => sides(call, desk?.calls ?? []);
  const state = (): PhoneState | undefined => desk?.phone.state;
  const isHere = (): boolean => desk?.phone.holder === parts.tabId;
  const line = () =>
    lineModel(
      {
        link: state()?.link ?? 'connecting',
        deskPhone: desk?.phone.deskPhone ?? false,
        both: desk?.phone.both ?? false,
        since: lostSince,
      },
      texts,
    );

  const commands = phoneRun({ clock, texts, tell: parts.tell, onChange: () => draw() });
  life.own(commands.stop);
  const subs = phoneSubs(frame.sub, {
    ...parts,
    colleagues: () => desk?.colleagues ?? [],
    facts: () => ({
      line: line(),
      locked: state()?.ringLocked !== true ? 'no' : isHere() ? 'here' : 'other-tab',
    }),
    choice: () => phoneChoice(desk?.phone, texts),
    run: commands.tell,
    go: (next) => go(next),
  });
  life.own(subs.stop);
  const go = (next: string): void => {
    const inside = root.contains(document.activeElement);
    open = next;
    draw();
    if (inside && next !== '') subs.current()?.focus();
    else if (inside && !root.contains(document.activeElement)) frame.region.focus();
  };

  const toDraw = (): void => {
    if (life.ended) return;
    stopTick();
    root.hidden = desk === undefined || !shown;
    if (desk === undefined) {
      title.show('');
      return;
    }
    const { phone } = desk;
    const inside = root.contains(document.activeElement);
    const live = phone.state.calls.filter(isLive);
    const of = open.split(':')[1];
    // What was open for a talk goes with it.
    if (of !== undefined && !live.some(({ id, stage }) => id === of && stage === 'talking')) open = '';
    if (open === 'add' && live.length === 0) open = '';
    root.classList.toggle('amocrm-telephony_folded', folded);
    root.classList.toggle('amocrm-telephony_dense', open !== '' && live.length > 0);
    const model = phoneHead({ phone, folded, open, lostSince, who, texts });
    head.show([
      { key: 'head', version: JSON.stringify(model), html: () => templates.head({ t: words, head: model }) },
    ]);
    drawTimes(frame.head, clock.now());
    notices.show(
      phoneNotices({ phone, here: isHere(), lostSince, refusal: commands.refusal, texts }).map((notice) => ({
        key: notice.key,
        version: JSON.stringify(notice),
        html: () => templates.notice({ notice }),
      })),
    );
    calls.show({ calls: phone.state.calls, who, now: clock.now(), pending: commands.pending, open });
    subs.show(open === '' && live.length === 0 ? 'dial' : open);
    // Never out of a field of the page; only where the button that was pressed is gone.
    if (inside && !root.contains(document.activeElement)) frame.region.focus();
    const ringing = phone.state.calls.find(({ stage }) => stage === 'incoming');
    title.show(ringing === undefined ? '' : `☎ ${texts('phone.ringing_title', { who: who(ringing).title })}`);
    if (!root.hidden) tick();
  };
  const draw = (): void => press.hold(toDraw);
  const tick = (): void => {
    stopTick = clock.after(second, () => {
      drawTimes(root, clock.now());
      if (path !== location.pathname) {
        path = location.pathname;
        standing.settle();
      }
      tick();
    });
  };
  const appear = (on: boolean): void => {
    if (shown === on) return;
    shown = on;
    draw();
    path = location.pathname;
    if (on) standing.settle();
  };
  const fold = (on: boolean): void => {
    folded = on;
    draw();
    standing.settle();
  };

  const notice = (next: PhoneState): void => {
    const old = before?.calls ?? [];
    const fresh = next.calls.filter((call) => isLive(call) && !old.some(({ id }) => id === call.id));
    if (fresh.length > 0) {
      byCall ||= !shown;
      // What is being typed stays where it is.
      if (open === '' && subs.isDialInUse()) open = 'add';
      if (fresh.some(({ stage }) => stage === 'incoming')) folded = false;
      appear(true);
    } else if (next.calls.length === 0 && old.length > 0 && byCall) {
      byCall = false;
      if (!subs.isDialInUse() && open === '') appear(false);
    }
    if (next.link === 'ready') lostSince = '';
    else if (
      before?.link === 'ready' ||
      (next.link !== before?.link && lostSince === '' && next.link === 'lost')
    )
      lostSince = new Date(clock.now()).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    keepRecent(parts.recents, next.calls, who);
    const spoken = spokenChange(before, next, (call) => who(call).title, texts);
    if (spoken !== '' && document.visibilityState === 'visible') frame.say(spoken);
  };

  life.own(
    phonePresses({
      root,
      isTyping: parts.isTyping,
      state,
      who,
      subs,
      run: commands.tell,
      go,
      open: () => open,
      fold: () => fold(!folded),
      dialList: parts.dialList,
      close() {
        byCall = false;
        parts.remembersOpen.keep(false);
        appear(false);
      },
      focus() {
        byCall = false;
        folded = false;
        appear(true);
        draw();
        if (subs.current() === undefined) frame.region.focus();
        else subs.current()?.focus();
      },
    }),
  );
  draw();
  return {
    show(next) {
      // Another phone, and no news of the one before.
      if (next?.phone.deskPhone !== desk?.phone.deskPhone) before = undefined;
      desk = next;
      if (next !== undefined) {
        notice(next.phone.state);
        before = next.phone.state;
      }
      draw();
    },
    toggle() {
      byCall = false;
      const next = !shown || folded;
      folded = false;
      parts.remembersOpen.keep(next);
      appear(next);
      draw();
      if (next) subs.current()?.focus();
    },
    stop() {
      life.end();
      stopTick();
      frame.leave();
    },
  };
}
