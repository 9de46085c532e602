/** What the tabs of one user say to each other over their BroadcastChannel. All ids are tab ids. */
export type Message<State, Command, Answer = never> =
  /** A newcomer: everybody says where its user looks, the leader repeats the state. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'state'; readonly leader: string; readonly state: State }
  | { readonly kind: 'look'; readonly tab: string; readonly look: Look }
  | { readonly kind: 'gone'; readonly tab: string }
  | { readonly kind: 'ping' }
  | { readonly kind: 'pong' }
  | { readonly kind: 'command'; readonly id: string; readonly command: Command }
  | { readonly kind: 'heard'; readonly id: string }
  | { readonly kind: 'answer'; readonly id: string; readonly answer: Answer };

export interface Look {
  readonly visible: boolean;
  /** When the user last did something in that tab, ms since 1970. */
  readonly at: number;
}

export const newId = (): string => Math.random().toString(36).slice(2) + Date.now().toString(36);
