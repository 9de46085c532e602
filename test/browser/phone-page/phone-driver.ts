import { Web } from 'sip.js';
import type { Phone } from '../../../src/agent/phone';
import type { LineCommand } from '../../../src/agent/phone-command';
import type { PhoneState } from '../../../src/agent/phone-state';
import type startPhone from '../../../src/widget/parts/phone';
import { silent } from './page-watch';

/** What a test does with a phone, ours or the library's own. */
export interface Driver {
  readonly name: string;
  isReady(): boolean;
  call(number: string): Promise<void>;
  /** Furthest along of all its calls. */
  stage(): 'none' | 'incoming' | 'trying' | 'talking';
  answer(): Promise<void>;
  decline(): Promise<void>;
  hangUp(): Promise<void>;
  hold(on: boolean): Promise<void>;
  transfer(number: string): Promise<void>;
  /** States of the line and reasons of ends, as they came. */
  history(): readonly string[];
  stop(): Promise<void>;
}

export interface DriverOptions {
  readonly url: string;
  /** User part of the address, and what it signs in with where that is another word. */
  readonly user: string;
  readonly username?: string;
  readonly domain?: string;
  readonly password: string;
  readonly iceServers: readonly { readonly urls: string }[];
  readonly tones?: 'info';
  /** Of all waits, to make tests short. */
  readonly limits?: Record<string, number>;
}

export type StartPhone = typeof startPhone;

export function ourDriver(start: StartPhone, options: DriverOptions): Driver & { readonly phone: Phone } {
  const history: string[] = [];
  const note = (text: string): void => {
    if (history[history.length - 1] !== text) history.push(text);
  };
  let state: PhoneState = { link: 'connecting', calls: [], ringLocked: false, unplugged: [] };
  const { url, user, username = user, domain = 'sandbox', password, iceServers, limits, tones } = options;
  const phone = start({
    account: {
      ...{ url, uri: `sip:${user}@${domain}`, username, password, iceServers },
      ...(tones !== undefined && { tones }),
    },
    own: `test:${user}`,
    rescued: () => [],
    ...(limits !== undefined && { limits }),
    onState(next) {
      if (next.link !== state.link) note(next.link);
      for (const call of next.calls) {
        const before = state.calls.find(({ id }) => id === call.id)?.stage;
        if (before !== call.stage) note(call.why === undefined ? call.stage : `${call.stage}:${call.why}`);
        if (call.note !== undefined) note(call.note);
      }
      state = next;
    },
    onUnexpected(error) {
      throw error;
    },
  });
  const live = (): PhoneState['calls'] => state.calls.filter(({ stage }) => stage !== 'ended');
  const withLive = async (command: (id: string) => LineCommand): Promise<void> => {
    const [first] = live();
    if (first !== undefined) await phone.run(command(first.id));
  };
  return {
    name: 'ours',
    phone,
    isReady: () => state.link === 'ready',
    async call(number) {
      await phone.run({ do: 'call', number });
    },
    stage() {
      const stages = live().map(({ stage }) => stage);
      if (stages.includes('talking')) return 'talking';
      if (stages.includes('incoming')) return 'incoming';
      return stages.length > 0 ? 'trying' : 'none';
    },
    answer: () => withLive((id) => ({ do: 'answer', id })),
    async decline() {
      for (const { id } of live()) await phone.run({ do: 'decline', id, where: 'everywhere' });
    },
    async hangUp() {
      for (const { id } of live()) await phone.run({ do: 'hang-up', id });
    },
    hold: (on) => withLive((id) => ({ do: 'hold', id, on })),
    transfer: (to) => withLive((id) => ({ do: 'transfer', id, to })),
    history: () => history,
    stop() {
      phone.stop();
      return Promise.resolve();
    },
  };
}

/** The library's `SimpleUser`, as its documentation starts it. */
export async function plainDriver(options: DriverOptions): Promise<Driver> {
  const { url, user, username = user, domain = 'sandbox', password, iceServers } = options;
  const history: string[] = [];
  let stage: ReturnType<Driver['stage']> = 'none';
  const become = (next: typeof stage): void => {
    stage = next;
    history.push(next);
  };
  const plain = new Web.SimpleUser(url, {
    aor: `sip:${user}@${domain}`,
    // An element for each call: the one that ends would silence the one that has taken its place.
    media: {
      remote: {
        get audio() {
          return new Audio();
        },
      },
    },
    userAgentOptions: {
      authorizationUsername: username,
      authorizationPassword: password,
      logBuiltinEnabled: false,
      ...(iceServers.length > 0
        ? {
            sessionDescriptionHandlerFactoryOptions: {
              peerConnectionConfiguration: { iceServers: [...iceServers] },
            },
          }
        : { sessionDescriptionHandlerFactoryOptions: { peerConnectionConfiguration: { iceServers: [] } } }),
    },
    delegate: {
      onCallReceived: () => become('incoming'),
      onCallCreated: () => {
        if (stage === 'none') become('trying');
      },
      onCallAnswered: () => become('talking'),
      onCallHangup: () => become('none'),
      onRegistered: () => history.push('ready'),
      onUnregistered: () => history.push('unregistered'),
      onServerDisconnect: () => history.push('lost'),
    },
  });
  await silent(plain.connect());
  await silent(plain.register());
  return {
    name: 'plain',
    isReady: () => history.filter((one) => one === 'ready' || one === 'lost').pop() === 'ready',
    call: (number) => silent(plain.call(`sip:${number}@${domain}`)),
    stage: () => stage,
    answer: () => silent(plain.answer()),
    decline: () => silent(plain.decline()),
    hangUp: () => silent(plain.hangup()),
    hold: (on) => silent(on ? plain.hold() : plain.unhold()),
    transfer: () => Promise.resolve(),
    history: () => history,
    stop: () => silent(plain.disconnect()),
  };
}
