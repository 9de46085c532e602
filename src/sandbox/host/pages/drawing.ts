/** Draws into the holder once its data have come; `isCurrent` tells whether the user has gone on meanwhile. */
export interface Drawing {
  $holder: JQuery;
  isCurrent: () => boolean;
}
