import { SIPExtension, UserAgent, type Invitation, type Session, type URI } from 'sip.js';
import type { PhoneAccount } from '../../ports/phone';
import type { CallMedia } from './call-media';
import { GuardedSocket, type SocketGuard } from './guarded-socket';

/** The first one takes long: with it comes what the library does once to read any address. */
export function sipAddress(written: string): URI {
  const uri = UserAgent.makeURI(written);
  if (uri === undefined) throw new RangeError(`"${written}" is not a SIP address like sip:101@example.test`);
  return uri;
}

/** A started user agent that does nothing by itself and says nothing to any console. */
export function sipUserAgent(parts: {
  account: PhoneAccount;
  instanceId: string;
  guard: SocketGuard;
  mediaOf: (session: Session) => CallMedia;
  onInvite: (invitation: Invitation) => void;
}): { readonly userAgent: UserAgent; readonly socket: GuardedSocket } {
  const { account } = parts;
  const uri = sipAddress(account.uri);
  const userAgent = new UserAgent({
    uri,
    authorizationUsername: account.username,
    authorizationPassword: account.password,
    instanceId: parts.instanceId,
    transportConstructor: GuardedSocket,
    transportOptions: parts.guard,
    sessionDescriptionHandlerFactory: parts.mediaOf,
    sipExtensionReplaces: SIPExtension.Supported,
    sendInitialProvisionalResponse: false,
    // Ours are in the phone itself; these would only come in between.
    noAnswerTimeout: 600,
    logBuiltinEnabled: false,
    logConfiguration: false,
    userAgentString: 'amocrm-telephony',
    delegate: { onInvite: parts.onInvite },
  });
  // Connects nothing: see GuardedSocket.
  void userAgent.start();
  const socket: unknown = userAgent.transport;
  if (!(socket instanceof GuardedSocket)) throw new TypeError('the library has made a socket of its own');
  return { userAgent, socket };
}
