import type { ColleagueStates } from '../../domain/colleague';
import type { Undo } from '../../domain/undo';
import type { Pbx } from '../../ports/pbx';
import { parseColleagues } from '../../protocol/parse-colleagues';

/** Who is free, now and with each change, until undone. */
export function colleagueWatch(
  pbx: Pick<Pbx, 'watchColleagues'>,
  onStates: (states: ColleagueStates) => void,
): Undo {
  let states: ColleagueStates | undefined;
  return pbx.watchColleagues((raw) => {
    const news = parseColleagues(raw);
    // Changes of what we never heard would name the others offline.
    if (news === undefined || (!news.whole && states === undefined)) return;
    states = { ...(news.whole ? {} : states), ...news.states };
    onStates(states);
  });
}
