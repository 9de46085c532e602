import type { Inbound, Party } from '../described-calls';
import { limits } from '../limits';
import { emulatedCall, type CallDriver, type CallFacts } from './emulated-call';
import type { World } from './world';

const nobody: Party = { rings: 0.5, early: null, answers: null, fails: null, hangsUp: 60, digits: [] };

interface UserCall {
  readonly username: string;
  readonly callerid?: string;
  readonly displayName?: string;
  readonly extraHeaders?: Readonly<Record<string, string>>;
}
interface SipCall {
  readonly callerid?: string;
  readonly displayName?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All calls of a session: the one that came in and those that the scenario starts. */
export function dialling(world: World, drivers: CallDriver[], changed: () => void) {
  const { parties, inbound } = world.calls;
  let attempts = 0;
  const dialled = new Map<string, number>();

  /** By the address as it was dialled, as digits, as a user, as the user part of a SIP address; else anybody. */
  function partyAt(address: string): Party {
    const bare = address.replace(/^sips?:/i, '').replace(/[@;].*$/, '');
    const names = [
      address,
      address.replace(/^\+/, ''),
      `+${address}`,
      `user:${address}`,
      bare,
      `user:${bare}`,
      '*',
    ];
    const name = names.find((each) => Object.prototype.hasOwnProperty.call(parties, each));
    return (name === undefined ? undefined : parties[name]) ?? nobody;
  }
  const progressing = (): number =>
    drivers.filter((driver) => ['ALERTING', 'PROGRESSING'].includes(driver.state())).length;

  function make(facts: Omit<CallFacts, 'id' | 'label'>, label: string) {
    // Another one in every run: a gateway knows a call again by it.
    const id = `emulated-${world.calls.at.toString(36)}-${drivers.length + 1}`;
    const made = emulatedCall(world, { ...facts, id, label }, changed);
    attempts += 1;
    drivers.push(made.driver);
    changed();
    return made;
  }
  function dial(
    kind: CallFacts['clientType'],
    address: string,
    { callerid = '', displayName = '' }: { callerid?: string | undefined; displayName?: string | undefined },
    headers: Readonly<Record<string, string>> = {},
  ) {
    const [allowed, busy] = [attempts < limits.attempts, progressing() < limits.unanswered];
    const times = (dialled.get(address) ?? 0) + 1;
    dialled.set(address, times);
    const label = times === 1 ? address : `${address}#${times}`;
    const asked = Number(headers['VI-CallTimeout']);
    if (asked < 10 || asked > 400) world.breach(`VI-CallTimeout ${asked}: it must be 10 to 400`);
    if (/\s/.test(callerid)) world.breach(`callerid "${callerid}": spaces are not allowed`);
    const ring = asked >= 10 ? Math.min(asked, limits.ring) : limits.ring;
    const made = make(
      {
        isIncoming: false,
        number: address,
        callerid,
        displayName,
        clientType: kind,
        party: partyAt(address),
        ring,
        headers: {},
      },
      label,
    );
    world.tell('dial', `${kind} ${address} as ${callerid}`, label, {
      dial: kind,
      address,
      callerid,
      headers,
    });
    if (allowed && busy) made.driver.begin();
    else {
      world.breach(
        allowed ? `over ${limits.unanswered} unanswered calls at once` : `over ${limits.attempts} calls`,
      );
      world.later(0, () => made.fail(403, 'Call limit reached'));
    }
    return made.call;
  }

  return {
    /** The call that comes in. */
    comeIn(caller: Inbound) {
      const made = make(
        {
          isIncoming: true,
          number: caller.to,
          callerid: caller.from,
          displayName: caller.name,
          clientType: 'pstn',
          party: caller,
          ring: limits.ring,
          headers: caller.headers,
        },
        'caller',
      );
      made.driver.begin();
      made.wait(caller.givesUp, () => made.giveUp(487, 'The caller gave up'));
      return made.call;
    },
    inbound,
    methods: {
      callPSTN: (number: string, callerid: string) => dial('pstn', number, { callerid }),
      /** Older scenarios name the user, the caller's number and the name one after another. */
      callUser: (parameters: UserCall | string, callerid?: string, displayName?: string) => {
        const given =
          typeof parameters === 'string' ? { username: parameters, callerid, displayName } : parameters;
        const headers = typeof parameters === 'string' ? {} : parameters.extraHeaders;
        return dial('user', given.username, given, headers);
      },
      callUserDirect: (_incoming: unknown, username: string, parameters: Omit<UserCall, 'username'>) =>
        dial('user', username, parameters, parameters.extraHeaders),
      callSIP: (to: string, parameters: SipCall = {}) => dial('sip', to, parameters, parameters.headers),
    },
  };
}

export type Dialling = ReturnType<typeof dialling>;
