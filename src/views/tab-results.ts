import type { Desk } from '../agent/desk';
import { reopenResult, retryNow } from '../agent/result-steps';
import { isUnfinished, type ResultDraft } from '../domain/result-draft';
import type { Undo } from '../domain/undo';
import { resultBar, type BarParts } from './result-bar';
import { resultWindow, type ResultWindow, type WindowParts } from './result-window';

export interface TabResultsParts extends WindowParts, Pick<BarParts, 'root' | 'hold'> {
  readonly tabId: string;
  /** The user types, or another window is open: nothing may come over that. */
  readonly busy: () => boolean;
  /** Which call's window this tab has open, through a reload of the page. */
  readonly mine: { read(): string | undefined; write(callId: string | undefined): void };
}

/** Call results in one tab: a window at a time, and the bar for all that has none. */
export function tabResults(parts: TabResultsParts): { show(desk: Desk): void; stop: Undo } {
  const { drafts, tabId, busy, mine } = parts;
  let desk: Desk | undefined;
  let open: ResultWindow | undefined;
  let stopped = false;
  let [drawing, again] = [false, false];
  /** Of the page that was here before. */
  let before = mine.read();

  const bar = resultBar({
    ...parts,
    template: parts.templates.bar,
    onAction(action, callId) {
      if (action === 'retry') {
        retryNow(callId, parts);
        return;
      }
      reopenResult(callId, parts);
      // What is on the screen gives way, and is kept; nothing else may come in its place.
      drawing = true;
      open?.close();
      drawing = false;
      openWindow(callId);
    },
  });

  const openWindow = (callId: string): void => {
    const draft = drafts.find(callId);
    if (draft === undefined) return;
    mine.write(callId);
    open = resultWindow(draft, parts, () => {
      open = undefined;
      if (stopped) return;
      mine.write(undefined);
      const left = drafts.find(callId);
      // Put off: who wants it off the screen wants no next one there.
      if (left?.stage === 'later')
        for (const { callId: other } of drafts.list().filter(isUnoffered)) offer(other);
      refresh();
    });
    reopenResult(callId, parts);
    refresh();
  };
  const isUnoffered = (draft: ResultDraft): boolean => isUnfinished(draft) && !draft.offered;
  const offer = (callId: string): void => drafts.mark(callId, { offered: true });

  const draw = (): void => {
    const list = drafts.list();
    const onStage = desk?.stage.id === tabId;
    if (open !== undefined) {
      const { callId } = open;
      const draft = list.find((one) => one.callId === callId);
      if (draft === undefined || !isUnfinished(draft)) open.close();
      else open.show(list.filter(isUnoffered).length);
    } else if (onStage && desk?.stage.visible === true) {
      const next = list.find((one) => isUnfinished(one) && (!one.offered || one.callId === before));
      before = undefined;
      if (next !== undefined && busy()) offer(next.callId);
      else if (next !== undefined) openWindow(next.callId);
    }
    const opened = open?.callId;
    // The window says by itself how many wait.
    bar.show(onStage ? list.filter((one) => opened === undefined || !isUnfinished(one)) : []);
  };
  const refresh = (): void => {
    if (stopped) return;
    again = true;
    if (drawing) return;
    drawing = true;
    // Drawing may itself change a draft; it is drawn once more then, not within.
    while (again) {
      again = false;
      draw();
    }
    drawing = false;
  };

  const stopListening = drafts.onChange(refresh);
  return {
    show(next) {
      desk = next;
      refresh();
    },
    stop() {
      stopListening();
      stopped = true;
      open?.close();
      bar.stop();
    },
  };
}
