import { Registerer, RegistererState, SIPExtension, UserAgent, Web } from 'sip.js';
import type { Invitation } from 'sip.js';

export interface PhoneAccount {
  readonly url: string;
  readonly uri: string;
  readonly username: string;
  readonly password: string;
}

export interface SipPhone {
  readonly userAgent: UserAgent;
  /** Unregisters and closes for good. */
  stop(): void;
}

const firstPause = 300;
const longestPause = 5_000;

/** Keeps one account signed in, for as long as it takes; nothing of it reaches the console. */
export function sipPhone(parts: {
  account: PhoneAccount;
  microphone: () => Promise<MediaStream>;
  onLine: (line: 'ready' | 'lost' | 'refused') => void;
  onInvite: (invitation: Invitation) => void;
}): SipPhone {
  const { account, microphone, onLine, onInvite } = parts;
  const uri = UserAgent.makeURI(account.uri);
  if (uri === undefined) throw new RangeError(`"${account.uri}" is no SIP address`);
  let stopped = false;
  let failures = 0;
  let registerer: Registerer | undefined;

  const userAgent = new UserAgent({
    uri,
    authorizationUsername: account.username,
    authorizationPassword: account.password,
    transportOptions: { server: account.url, connectionTimeout: 5 },
    sipExtensionReplaces: SIPExtension.Supported,
    sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(microphone),
    sessionDescriptionHandlerFactoryOptions: {
      iceGatheringTimeout: 500,
      peerConnectionConfiguration: { iceServers: [] },
    },
    noAnswerTimeout: 120,
    logBuiltinEnabled: false,
    logConfiguration: false,
    delegate: { onInvite, onDisconnect: () => lost() },
  });

  const again = (): void => {
    if (stopped) return;
    setTimeout(connect, Math.min(longestPause, firstPause * 2 ** failures) * (0.5 + Math.random()));
    failures += 1;
  };
  function lost(): void {
    if (stopped) return;
    onLine('lost');
    again();
  }
  function register(): void {
    // One that was under way when the socket fell would block the next for half a minute.
    void registerer?.dispose().catch(() => undefined);
    const next = new Registerer(userAgent, { expires: 300, refreshFrequency: 60 });
    registerer = next;
    next.stateChange.addListener((state) => {
      if (registerer !== next || state !== RegistererState.Registered) return;
      failures = 0;
      onLine('ready');
    });
    const onReject = (): void => {
      if (registerer === next) onLine('refused');
    };
    next.register({ requestDelegate: { onReject } }).catch(() => undefined);
  }
  function connect(): void {
    if (stopped) return;
    const opening = userAgent.isConnected() ? Promise.resolve() : userAgent.reconnect();
    opening.then(register, again);
  }
  userAgent.start().then(register, again);

  return {
    userAgent,
    stop() {
      stopped = true;
      const left = registerer?.unregister() ?? Promise.resolve();
      void left.catch(() => undefined).then(() => userAgent.stop().catch(() => undefined));
    },
  };
}
