/** Whether a colleague could take a call over. `busy`: talks, or is calling somebody. `offline`: no browser, no talk. */
export type ColleagueState = 'free' | 'busy' | 'offline';

/** By extension. Whoever is not named is offline. */
export type ColleagueStates = Readonly<Record<string, ColleagueState>>;
