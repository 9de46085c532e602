/** Where the panel stands: the distance of its lower right corner from the window's, in CSS pixels. */
export interface PanelPlace {
  readonly right: number;
  readonly bottom: number;
}

export interface Box {
  readonly width: number;
  readonly height: number;
}

/** The host's own: its left menu and its bar on top (rules for widgets). */
const menu = 65;
const bar = 65;
const edge = 16;
/** Pixels between two places that are tried. */
const step = 24;

/** As near to `wanted` as keeps all of the panel in the window, off the menu and the bar. */
export function inWindow(wanted: PanelPlace, panel: Box, view: Box): PanelPlace {
  const fit = (value: number, most: number): number =>
    Math.round(Math.max(0, Math.min(value, Math.max(0, most))));
  return {
    right: fit(wanted.right, view.width - menu - panel.width),
    bottom: fit(wanted.bottom, view.height - bar - panel.height),
  };
}

/**
 * The lowest place on the right where the panel covers fewest of the page's controls. `covered`: how many it would
 * cover there.
 */
export function freePlace(panel: Box, view: Box, covered: (place: PanelPlace) => number): PanelPlace {
  let best = inWindow({ right: edge, bottom: edge }, panel, view);
  let least = covered(best);
  for (let bottom = edge + step; least > 0 && bottom + panel.height <= view.height - bar; bottom += step) {
    const place = { right: edge, bottom };
    const count = covered(place);
    if (count < least) [best, least] = [place, count];
  }
  return best;
}

/** What was kept of a place; undefined: nothing that can be used. */
export function placeFrom(raw: unknown): PanelPlace | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { right, bottom } = raw as Record<string, unknown>;
  return Number.isFinite(right) && Number.isFinite(bottom)
    ? { right: right as number, bottom: bottom as number }
    : undefined;
}
