import { limits } from '../limits';
import type { Party } from '../described-calls';
import { listeners, type Listeners } from './listeners';
import { playing } from './playing';
import { recording } from './recording';
import { bytes, type World } from './world';

export type CallState = 'ALERTING' | 'PROGRESSING' | 'CONNECTED' | 'TERMINATED';

export interface CallFacts {
  readonly id: string;
  /** For the timeline. */
  readonly label: string;
  readonly isIncoming: boolean;
  readonly number: string;
  readonly callerid: string;
  readonly displayName: string;
  readonly clientType: 'pstn' | 'sip' | 'user' | 'wab';
  readonly party: Party;
  /** Seconds after which an unanswered call is over. */
  readonly ring: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the session does with a call, and the scenario cannot. */
export interface CallDriver {
  readonly begin: () => void;
  /** Ends it without a word to the scenario. */
  readonly drop: () => void;
  readonly state: () => CallState;
}

export type EmulatedCall = ReturnType<typeof emulatedCall>['call'];

/** One leg: what the scenario may do with it, and how the other side behaves. `changed`: another state. */
export function emulatedCall(world: World, facts: CallFacts, changed: () => void) {
  const { tell, later, breach } = world;
  const { label, party, isIncoming } = facts;
  const heard: Listeners = listeners();
  let state: CallState = isIncoming ? 'ALERTING' : 'PROGRESSING';
  let custom = '';
  let answeredAt = 0;
  let handlesTones = false;
  const pending: (() => void)[] = [];
  const now = (): number => world.clock.now();

  const act = (text: string, more?: Readonly<Record<string, unknown>>): boolean => {
    if (state === 'TERMINATED') {
      tell('act', `${text}: too late, the call is over`, label);
      return false;
    }
    tell('act', text, label, more);
    return true;
  };
  const fire = (name: string, more: Readonly<Record<string, unknown>> = {}): void => {
    const told = Object.entries(more)
      .filter(([key, value]) => key !== 'headers' && value !== undefined && value !== '')
      .map(
        ([key, value]) =>
          `${key} ${String(typeof value === 'number' ? Math.round(value * 100) / 100 : value)}`,
      );
    const unheard = heard.isHeard(`Call.${name}`) ? '' : '  (nobody listens)';
    tell('event', [name, ...told].join(', ') + unheard, label, { event: name, ...more });
    heard.fire(`Call.${name}`, { call, id: facts.id, ...more });
  };
  const wait = (seconds: number | null, run: () => void): void => {
    if (seconds !== null) pending.push(later(seconds, run));
  };
  const enter = (next: CallState): void => {
    state = next;
    changed();
  };
  const forget = (): void => {
    for (const undo of pending.splice(0)) undo();
  };

  const sound = playing(world, act, fire);
  const tape = recording(world, facts.id, act, fire);

  /** `name`: Failed for an outgoing call that was never answered, else Disconnected. */
  function end(name: 'Failed' | 'Disconnected', code: number, reason: string, delay = 0): void {
    if (state === 'TERMINATED') return;
    const talked = state === 'CONNECTED' ? (now() - answeredAt) / 1000 : 0;
    forget();
    sound.stop();
    enter('TERMINATED');
    later(delay, () => {
      if (name === 'Failed') fire('Failed', { code, reason, headers: {} });
      else
        fire('Disconnected', {
          internalCode: code,
          reason,
          duration: Math.round(talked),
          cost: 0,
          direction: isIncoming ? 'incoming' : 'outgoing',
          headers: {},
        });
      tape.end();
    });
  }
  function connected(): void {
    forget();
    answeredAt = now();
    enter('CONNECTED');
    for (const { after, tone } of party.digits)
      wait(after, () => {
        tell('act', `presses ${tone}${handlesTones ? '' : ', unheard: handleTones(true) is missing'}`, label);
        if (handlesTones) fire('ToneReceived', { tone, type: '1' });
      });
    wait(party.hangsUp, () => end('Disconnected', 200, 'Normal call clearing'));
    fire('Connected', { headers: facts.headers, customData: custom });
    // Whoever answers is heard from then on.
    if (!isIncoming && party.early === null) fire('AudioStarted', { headers: {} });
  }
  const unanswered = (code: number, reason: string): void =>
    end(isIncoming ? 'Disconnected' : 'Failed', code, reason);

  const checkHeaders = (headers: unknown): void => {
    for (const [name, value] of Object.entries((headers ?? {}) as Record<string, unknown>)) {
      if (!/^(X-|VI-CallTimeout$|User-To-User$)/i.test(name)) breach(`header ${name}: names begin with "X-"`);
      if (bytes(String(value)) > limits.header) breach(`header ${name} has over ${limits.header} bytes`);
    }
  };

  const call = {
    addEventListener: heard.addEventListener,
    removeEventListener: heard.removeEventListener,
    id: (): string => facts.id,
    toString: (): string => `[Call ${facts.id}]`,
    number: (): string => facts.number,
    callerid: (): string => facts.callerid,
    displayName: (): string => facts.displayName,
    incoming: (): boolean => isIncoming,
    clientType: (): string => facts.clientType,
    state: (): string => state,
    vad: (): boolean => false,
    customData(value?: string): string {
      if (value !== undefined) {
        if (bytes(value) > limits.customData)
          throw new Error(`customData is over ${limits.customData} bytes`);
        custom = value;
      }
      return custom;
    },
    answer(headers?: unknown): void {
      checkHeaders(headers);
      if (!act('answer') || !isIncoming || state === 'CONNECTED') return;
      later(0, () => {
        if (state === 'ALERTING') connected();
      });
    },
    answerDirect: (): void => call.answer(),
    reject(code: number, headers?: unknown): void {
      checkHeaders(headers);
      if (!(code >= 300 && code <= 699))
        throw new Error(`reject: ${String(code)} is no code from 300 to 699`);
      if (act(`reject ${code}`, { reject: code })) end('Disconnected', code, 'Rejected');
    },
    decline: (code: number, headers?: unknown): void => call.reject(code, headers),
    hangup(headers?: unknown): void {
      checkHeaders(headers);
      if (!act('hangup')) return;
      if (state === 'CONNECTED') end('Disconnected', 200, 'Normal call clearing');
      else if (isIncoming) end('Disconnected', 603, 'Decline');
      // An answer may be on its way while we give up.
      else
        later(0.03, () => {
          if (state === 'PROGRESSING') end(world.calls.cancelled, 487, 'Request terminated');
        });
    },
    ring: (headers?: unknown): void => {
      checkHeaders(headers);
      act('ring');
    },
    startEarlyMedia: (): void => void act('startEarlyMedia'),
    handleTones(flag: boolean): void {
      handlesTones = flag;
      act(`handleTones ${String(flag)}`);
    },
    sendDigits: (digits: string): void => void act(`sendDigits ${digits}`),
    sendInfo: (mime: string, body: string, headers?: unknown): void => {
      checkHeaders(headers);
      if (bytes(body) > limits.info) breach(`sendInfo has over ${limits.info} bytes`);
      act(`sendInfo ${mime} ${body}`);
    },
    sendMessage: (text: string): void => {
      if (bytes(text) > limits.info) breach(`sendMessage has over ${limits.info} bytes`);
      act(`sendMessage ${text}`);
    },
    sendMediaTo: (unit: unknown): void => void act(`sendMediaTo ${String(unit)}`),
    stopMediaTo: (unit: unknown): void => void act(`stopMediaTo ${String(unit)}`),
    handleMicStatus: (flag: boolean): void => void act(`handleMicStatus ${String(flag)}`),
    handleBlindTransfer: (flag: boolean): void => void act(`handleBlindTransfer ${String(flag)}`),
    notifyBlindTransferSuccess: (): void => void act('notifyBlindTransferSuccess'),
    notifyBlindTransferFailed: (code: number): void => void act(`notifyBlindTransferFailed ${code}`),
    transferTo: (): void => {
      if (act('transferTo')) later(0.1, () => fire('TransferComplete', { role: 'transferor', headers: {} }));
    },
    ...sound.methods,
    ...tape.methods,
  };

  const driver: CallDriver = {
    state: () => state,
    drop(): void {
      forget();
      sound.stop();
      state = 'TERMINATED';
    },
    begin(): void {
      if (isIncoming) {
        wait(facts.ring, () => unanswered(408, 'Request Timeout'));
        return;
      }
      const { rings, early, answers, fails } = party;
      const ends = Math.min(answers ?? Infinity, fails?.after ?? Infinity);
      if (rings !== null && rings < ends) wait(rings, () => fire('Ringing', { headers: {} }));
      if (early !== null && early < ends) wait(early, () => fire('AudioStarted', { headers: {} }));
      if (fails !== null && fails.after === ends) wait(ends, () => unanswered(fails.code, fails.reason));
      else wait(answers, connected);
      wait(facts.ring, () => unanswered(408, 'Request Timeout'));
    },
  };
  return {
    call,
    driver,
    fail: (code: number, reason: string) => end('Failed', code, reason),
    giveUp: unanswered,
    wait,
  };
}
