import { lifetime, type Undo } from '../../domain/undo';
import type { Look } from './message';

export interface Presence {
  note(tab: string, look: Look): void;
  drop(tab: string): void;
  /** Forgets tabs that no longer hold their own lock: a crashed tab never says that it goes. */
  sweep(): Promise<void>;
  stage(): { readonly id: string; readonly visible: boolean };
  own(): Look;
  readonly accompanied: () => boolean;
}

/** Which of the tabs the user looks at: a visible one before a hidden one, then the one last touched. */
export function presence(self: string, lockOf: (tab: string) => string): Presence {
  const looks = new Map<string, Look>();
  const own = (): Look => looks.get(self) ?? { visible: false, at: 0 };
  return {
    own,
    accompanied: () => [...looks.keys()].some((tab) => tab !== self),
    note: (tab, look) => void looks.set(tab, look),
    drop: (tab) => void looks.delete(tab),
    async sweep() {
      const others = [...looks.keys()].filter((tab) => tab !== self);
      // Asking about one's own lock as well, as a query of all locks does, has Chromium end a page that is being put
      // into the back/forward cache, before it hears that it goes.
      await Promise.all(
        others.map((tab) =>
          navigator.locks.request(lockOf(tab), { ifAvailable: true }, (free) => {
            if (free !== null) looks.delete(tab);
          }),
        ),
      );
    },
    stage() {
      let best = { id: self, look: own() };
      for (const [id, look] of looks) {
        const before = best.look;
        const nearer =
          look.visible !== before.visible
            ? look.visible
            : look.at !== before.at
              ? look.at > before.at
              : id > best.id;
        if (nearer) best = { id, look };
      }
      return { id: best.id, visible: best.look.visible };
    },
  };
}

/** Calls `looked` when the user turns to this tab or away from it; `touched` for any key or press in it. */
export function watchUser(looked: () => void, touched: () => void): Undo {
  const life = lifetime(() => undefined);
  const on = (target: EventTarget, event: string, listener: () => void): void => {
    target.addEventListener(event, listener, { capture: true, passive: true });
    life.own(() => target.removeEventListener(event, listener, { capture: true }));
  };
  on(document, 'visibilitychange', looked);
  on(window, 'focus', looked);
  on(window, 'pointerdown', touched);
  on(window, 'keydown', touched);
  return () => life.end();
}
