import type { Undo } from '../../domain/undo';

/**
 * Runs `live` now and after each return, its undo on each leave: closing, the back/forward cache, freezing.
 * A page that keeps a lock or a socket would not be kept in that cache, and frozen it would hold the others up.
 */
export function whilePageLives(live: () => Undo): Undo {
  let leave: Undo | undefined = live();
  const enter = (): void => {
    leave ??= live();
  };
  const exit = (): void => {
    const leaving = leave;
    leave = undefined;
    leaving?.();
  };
  window.addEventListener('pagehide', exit);
  window.addEventListener('pageshow', enter);
  document.addEventListener('freeze', exit);
  document.addEventListener('resume', enter);
  return () => {
    window.removeEventListener('pagehide', exit);
    window.removeEventListener('pageshow', enter);
    document.removeEventListener('freeze', exit);
    document.removeEventListener('resume', enter);
    exit();
  };
}
