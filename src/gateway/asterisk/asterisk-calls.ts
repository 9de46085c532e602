import type { CallEvent } from '../../domain/call';
import { fieldOf, type AmiMessage } from './ami-wire';
import type { AsteriskPhones } from './asterisk-phones';
import { dispositionOf, eventOf, newCall, type LiveCall } from './live-call';
import { liveChannels } from './live-channels';

const longestNumber = 64;
/** Callers without a number, as Asterisk writes them. */
const nobody = new Set(['<unknown>', 'unknown', 'anonymous', 's']);
/** A caller's number is what a stranger's telephone company says: anything at all. */
const numberIn = (text: string): string =>
  nobody.has(text.toLowerCase()) ? '' : text.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, longestNumber);
/** Whom an order of another gateway is to ring: orders show it on the agent's phone. */
const ordered = (message: AmiMessage): string =>
  /^[\d+*#]+$/.exec(fieldOf(message, 'CallerIDName'))?.[0].slice(0, longestNumber) ?? '';
/** Half of a channel that a queue or a forward goes through; the phone behind it has one of its own. */
const isHelper = (channel: string): boolean => /^Local\//i.test(channel);

/** Makes of Asterisk's own events those that the gateway takes: one call of all channels that belong together. */
export function asteriskCalls({ agentOf }: Pick<AsteriskPhones, 'agentOf'>, kept: readonly LiveCall[] = []) {
  const live = liveChannels(agentOf, kept);
  const orders = new Map<string, (rings: boolean) => void>();
  /** What has become of an order's first step; only the first word counts. */
  function word(callId: string, rings: boolean): void {
    orders.get(callId)?.(rings);
    orders.delete(callId);
  }

  /** Whom a dialling is about: the call, the channel that rings, and whose phone that is. */
  function dialling(message: AmiMessage) {
    const [own, leg] = [fieldOf(message, 'Uniqueid'), fieldOf(message, 'DestUniqueid')];
    const name = fieldOf(message, 'DestChannel');
    const call = live.of(own, fieldOf(message, 'Linkedid')) ?? live.of(leg, fieldOf(message, 'DestLinkedid'));
    return isHelper(name) || call === undefined ? undefined : { own, leg, name, call, agent: agentOf(name) };
  }

  function channel(message: AmiMessage): CallEvent[] {
    const [own, linked] = [fieldOf(message, 'Uniqueid'), fieldOf(message, 'Linkedid')];
    const name = fieldOf(message, 'Channel');
    let call = live.of(own, linked);
    // A call that began before we listened is found by the list of channels, not by one of its later ones.
    if (call === undefined && own === linked && own !== '') {
      const caller = agentOf(name) ?? null;
      const number = caller ?? numberIn(fieldOf(message, 'CallerIDNum'));
      const to = numberIn(fieldOf(message, 'Exten')) || (caller === null ? '' : ordered(message));
      call = live.begin(newCall(linked, caller, number, to));
    }
    if (call !== undefined) live.put(call, own, name);
    word(own, true);
    return [];
  }

  function callerId(message: AmiMessage): CallEvent[] {
    const call = live.of('', fieldOf(message, 'Uniqueid'));
    if (call?.from === '') call.from = numberIn(fieldOf(message, 'CallerIDNum'));
    if (call?.to === '' && call.caller !== null) call.to = ordered(message);
    return [];
  }

  /** The dial plan says by which id a browser's phone knows the call that it makes: its card and ours are one. */
  function named(message: AmiMessage): CallEvent[] {
    const [call, name] = [live.of(fieldOf(message, 'Uniqueid')), fieldOf(message, 'X-Call-Id')];
    const isFree = call?.told === false && live.known(name) === undefined;
    if (isFree && fieldOf(message, 'UserEvent') === 'CallId' && /^[\w.:@~+-]{8,64}$/.test(name))
      call.name = name;
    return [];
  }

  function dialBegins(message: AmiMessage, at: string): CallEvent[] {
    const about = dialling(message);
    if (about === undefined) return [];
    const { own, leg, name, call, agent } = about;
    live.put(call, leg, name);
    if (call.to === '') call.to = numberIn(fieldOf(message, 'Exten'));
    // Nobody dials: the PBX itself rings the phone of the agent, who is then to be joined with the client.
    if (own === '')
      return agent === undefined ? [] : [eventOf(call, 'ringing', leg, [agent], at, { reason: 'own_phone' })];
    if (agent !== undefined) {
      // One agent calls another: for the one who is called it is a call that comes in.
      if (call.direction === 'outbound' && !call.told) call.direction = 'inbound';
      return agent === call.caller ? [] : [eventOf(call, 'ringing', leg, [agent], at)];
    }
    if (call.direction !== 'outbound' || call.caller === null) return [];
    const reason = call.told ? { reason: 'client_phone' } : {};
    return [eventOf(call, 'ringing', leg, [call.caller], at, reason)];
  }

  function answered(call: LiveCall, agent: string, leg: string, at: string): CallEvent[] {
    const turns = (call.turns?.[leg] ?? 0) + 1;
    call.turns = { ...call.turns, [leg]: turns };
    [call.answered, call.talker] = [true, agent];
    // Whoever gives a call and gets it back talks on the channel that has answered before.
    return [eventOf(call, 'answered', turns === 1 ? leg : `${leg}:${turns}`, [agent], at)];
  }

  function dialEnds(message: AmiMessage, at: string): CallEvent[] {
    const about = dialling(message);
    // Where nobody dials, the agent's own phone was lifted: there is nobody to talk with yet.
    if (about === undefined || about.own === '') return [];
    const { call, leg } = about;
    call.status = fieldOf(message, 'DialStatus');
    if (call.status !== 'ANSWER') return [];
    const agent = about.agent ?? (call.direction === 'outbound' ? call.caller : null);
    return agent === null || agent === call.talker ? [] : answered(call, agent, leg, at);
  }

  /** Somebody else talks from now on: a transfer, or a pick-up of another's ring. */
  function bridged(message: AmiMessage, at: string): CallEvent[] {
    const [own, name] = [fieldOf(message, 'Uniqueid'), fieldOf(message, 'Channel')];
    const call = live.of('', fieldOf(message, 'Linkedid')) ?? live.of(own);
    const agent = agentOf(name);
    if (call?.told !== true || agent === undefined) return [];
    live.put(call, own, name);
    return agent === call.talker || agent === call.caller ? [] : answered(call, agent, own, at);
  }

  const ended = (call: LiveCall, at: string): CallEvent =>
    eventOf(call, 'ended', '', call.talker === null ? [] : [call.talker], at, {
      disposition: dispositionOf(call),
    });

  /** The call with the one who takes it over becomes part of the call that is given. */
  function transferred(message: AmiMessage, at: string): CallEvent[] {
    const given = live.of(fieldOf(message, 'OrigTransfererUniqueid'));
    const asking = live.of(fieldOf(message, 'SecondTransfererUniqueid'));
    const isDone = fieldOf(message, 'Result') === 'Success';
    if (!isDone || given === undefined || asking === undefined || given === asking) return [];
    const giver = agentOf(fieldOf(message, 'OrigTransfererChannel'));
    const taker = Object.entries(asking.channels).find(([, { agent }]) => agent !== null && agent !== giver);
    live.merge(asking, given);
    return [
      ...(asking.told ? [ended(asking, at)] : []),
      ...(taker?.[1].agent == null ? [] : answered(given, taker[1].agent, taker[0], at)),
    ];
  }

  /** Of a call none of whose channels is left. What nobody was told of and no stranger began is none of a call. */
  function over(call: LiveCall, at: string): CallEvent[] {
    live.end(call);
    return call.told || (call.caller === null && call.from !== '') ? [ended(call, at)] : [];
  }

  function hungUp(message: AmiMessage, at: string): CallEvent[] {
    const own = fieldOf(message, 'Uniqueid');
    const call = live.of(own);
    if (call === undefined) return [];
    // Why the far end could not be reached its own channel says; the caller's ends by whatever the dial plan makes of it.
    if (call.cause === '' || agentOf(fieldOf(message, 'Channel')) === undefined)
      call.cause = fieldOf(message, 'Cause');
    return live.drop(call, own) ? over(call, at) : [];
  }

  /** Of an agent's order: the phone was not lifted, or could not be rung. */
  function originated(message: AmiMessage, at: string): CallEvent[] {
    const call = live.of('', fieldOf(message, 'ActionID'));
    const isOver = call !== undefined && Object.keys(call.channels).length === 0;
    if (!isOver || fieldOf(message, 'Response') !== 'Failure') return [];
    word(call.id, false);
    return over(call, at);
  }

  /** A channel that is there already when we begin to listen. */
  function found(message: AmiMessage, at: string): CallEvent[] {
    channel(message);
    const [own, agent] = [fieldOf(message, 'Uniqueid'), agentOf(fieldOf(message, 'Channel'))];
    const call = live.of(own);
    if (call === undefined || agent === undefined || agent === call.talker) return [];
    const isCaller = agent === call.caller;
    const state = fieldOf(message, 'ChannelStateDesc');
    // "Down" is a phone that is being called and has not said yet that it rings.
    if (['Ringing', 'Down'].includes(state))
      return isCaller ? [] : [eventOf(call, 'ringing', own, [agent], at)];
    const talks = state === 'Up' && fieldOf(message, 'BridgeId') !== '';
    return talks && (!isCaller || call.direction === 'outbound') ? answered(call, agent, own, at) : [];
  }

  const heard: ReadonlyMap<string, (message: AmiMessage, at: string) => CallEvent[]> = new Map([
    ['Newchannel', channel],
    ['NewCallerid', callerId],
    ['UserEvent', named],
    ['DialBegin', dialBegins],
    ['DialEnd', dialEnds],
    ['BridgeEnter', bridged],
    ['AttendedTransfer', transferred],
    ['Hangup', hungUp],
    ['OriginateResponse', originated],
  ]);

  return {
    /** What the gateway is to take of one event of Asterisk; `at` ISO 8601 in UTC. */
    hear: (message: AmiMessage, at: string): readonly CallEvent[] =>
      heard.get(fieldOf(message, 'Event'))?.(message, at) ?? [],
    /** After a time without a connection; `list`: all channels that there are now. Calls without any are over. */
    compare(list: readonly AmiMessage[], at: string): readonly CallEvent[] {
      const there = new Set(list.map((message) => fieldOf(message, 'Uniqueid')));
      const gone = live
        .all()
        .filter(
          (call) =>
            Object.keys(call.channels).filter((id) => !there.has(id) && live.drop(call, id)).length > 0,
        );
      const isFirst = (one: AmiMessage): boolean => fieldOf(one, 'Uniqueid') === fieldOf(one, 'Linkedid');
      // The first channel of each call first: of the others one knows only to which they belong.
      const ordered = [...list.filter(isFirst), ...list.filter((one) => !isFirst(one))];
      return [...gone.flatMap((call) => over(call, at)), ...ordered.flatMap((message) => found(message, at))];
    },
    /** The agent's own channels in a call: hung up, the agent is out of it, and whoever only talked with them too. */
    channelsOf: (callId: string, extension: string): readonly string[] =>
      Object.values(live.known(callId)?.channels ?? {})
        .filter(({ agent }) => agent === extension)
        .map(({ name }) => name),
    /**
     * An agent's order: `phone` is to be rung once the agent's own phone is lifted. `onWord` hears at most once: whether the
     * agent's phone could be rung.
     */
    ordered(callId: string, extension: string, phone: string, onWord: (rings: boolean) => void): void {
      live.begin(newCall(callId, extension, extension, phone));
      orders.set(callId, onWord);
    },
    /** Nobody waits for that word any more. */
    wordGiven: (callId: string): void => void orders.delete(callId),
    /** The order was refused. */
    forget(callId: string): void {
      orders.delete(callId);
      const call = live.of('', callId);
      if (call !== undefined) live.end(call);
    },
    live: live.all,
  };
}

export type AsteriskCalls = ReturnType<typeof asteriskCalls>;
