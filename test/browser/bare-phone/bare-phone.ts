import {
  Registerer,
  SessionState,
  SIPExtension,
  UserAgent,
  Inviter,
  type Invitation,
  type Session,
  type SessionInviteOptions,
  type Web,
} from 'sip.js';
import type { BareAccount } from './bare-account';

/** What tests read of one call. */
export interface BareCall {
  readonly session: Inviter | Invitation;
  state: string;
  /** Final status that refused it. */
  status: number;
  progress: number[];
  reason: string | undefined;
  callId: string | undefined;
  infos: string[];
  notified: string[];
}

type Answered = (answer: { readonly message: { readonly statusCode?: number | undefined } }) => void;

/** Hears the final status of a request, whichever it is. */
function told(resolve: (status: number) => void): { onAccept: Answered; onReject: Answered } {
  const answered: Answered = ({ message }) => resolve(message.statusCode ?? 0);
  return { onAccept: answered, onReject: answered };
}

const silent = { logBuiltinEnabled: false, logConfiguration: false };

/** The library alone, as thinly wrapped as a test can be: what a server says is what is seen. */
export class BarePhone {
  readonly calls: BareCall[] = [];
  readonly userAgent: UserAgent;
  private readonly account: BareAccount;

  constructor(account: BareAccount) {
    this.account = account;
    this.userAgent = new UserAgent({
      ...silent,
      uri: UserAgent.makeURI(`sip:${account.address}@${account.domain}`)!,
      authorizationUsername: account.username,
      authorizationPassword: account.password,
      transportOptions: { server: account.url },
      sipExtensionReplaces: SIPExtension.Supported,
      sessionDescriptionHandlerFactoryOptions: {
        iceGatheringTimeout: 500,
        peerConnectionConfiguration: { iceServers: [] },
      },
      delegate: {
        onInvite: (invitation) => {
          const call = this.add(invitation);
          call.callId = invitation.request.getHeader('X-Call-Id');
          if (invitation.replacee !== undefined) void invitation.accept();
        },
      },
    });
  }

  async connect(): Promise<void> {
    await (this.userAgent.isConnected() ? undefined : this.userAgent.start());
  }

  /** Final status of a REGISTER, credentials and all. */
  async register(): Promise<number> {
    const registerer = new Registerer(this.userAgent, { expires: 300, refreshFrequency: 60 });
    return new Promise((resolve, reject) => {
      registerer
        .register({
          requestDelegate: told(resolve),
        })
        .catch(reject);
    });
  }

  private add(session: Inviter | Invitation): BareCall {
    const call: BareCall = {
      session,
      state: session.state,
      status: 0,
      progress: [],
      reason: undefined,
      callId: undefined,
      infos: [],
      notified: [],
    };
    this.calls.push(call);
    session.stateChange.addListener((state) => {
      call.state = state;
      // Sound that nobody plays is not even decoded, and has no energy.
      const handler = session.sessionDescriptionHandler as Web.SessionDescriptionHandler | undefined;
      if (state === SessionState.Established && handler !== undefined) {
        const audio = new Audio();
        audio.srcObject = handler.remoteMediaStream;
        void audio.play();
      }
    });
    session.delegate = {
      onCancel: (cancel) => {
        call.reason = cancel.request.getHeader('reason');
      },
      onInfo: (info) => {
        call.infos.push(info.request.body);
        void info.accept();
      },
      onRefer: (referral) => {
        void referral.accept().then(() => this.invite(referral.makeInviter()));
      },
    };
    return call;
  }

  private invite(inviter: Inviter): void {
    const call = this.add(inviter);
    void inviter.invite({
      requestDelegate: {
        onProgress: ({ message }) => call.progress.push(message.statusCode ?? 0),
        onAccept: ({ message }) => {
          call.callId = message.getHeader('X-Call-Id');
        },
        onReject: ({ message }) => {
          call.status = message.statusCode ?? 0;
        },
      },
    });
  }

  call(address: string, extraHeaders: string[] = []): void {
    const target = UserAgent.makeURI(`sip:${address}@${this.account.domain}`)!;
    this.invite(new Inviter(this.userAgent, target, { extraHeaders }));
  }

  get last(): BareCall {
    return this.calls[this.calls.length - 1]!;
  }

  accept(): Promise<void> {
    return (this.last.session as Invitation).accept();
  }
  reject(statusCode: number): Promise<void> {
    return (this.last.session as Invitation).reject({ statusCode });
  }
  cancel(): Promise<void> {
    return (this.last.session as Inviter).cancel();
  }
  async bye(at = this.calls.length - 1): Promise<void> {
    await this.calls[at]!.session.bye();
  }

  /** Final status of a re-INVITE. */
  renew(options: SessionInviteOptions & { hold?: boolean }): Promise<number> {
    return new Promise((resolve, reject) => {
      this.last.session
        .invite({
          sessionDescriptionHandlerOptions: {
            hold: options.hold ?? false,
          } as Web.SessionDescriptionHandlerOptions,
          requestDelegate: told(resolve),
        })
        .catch(reject);
    });
  }

  /** Final status of an INFO. */
  info(body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.last.session
        .info({
          requestOptions: {
            body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content: body },
          },
          requestDelegate: told(resolve),
        })
        .catch(reject);
    });
  }

  /** Status of the REFER; what becomes of it stands in `notified` of the call. */
  refer(from: number, to: string | number): Promise<number> {
    const call = this.calls[from]!;
    const target =
      typeof to === 'number'
        ? (this.calls[to]!.session as Session)
        : UserAgent.makeURI(`sip:${to}@${this.account.domain}`)!;
    return new Promise((resolve, reject) => {
      call.session
        .refer(target, {
          onNotify: (notification) => {
            call.notified.push(notification.request.body.trim());
            void notification.accept();
          },
          requestDelegate: told(resolve),
        })
        .catch(reject);
    });
  }

  options(): Promise<number> {
    const { userAgentCore, configuration } = this.userAgent;
    const target = UserAgent.makeURI(`sip:${this.account.domain}`)!;
    return new Promise((resolve) => {
      userAgentCore.request(
        userAgentCore.makeOutgoingRequestMessage('OPTIONS', target, configuration.uri, target, {}),
        told(resolve),
      );
    });
  }

  /** Cuts the socket as a lost network would; resolves when it is there again and registered. */
  async reconnect(): Promise<number> {
    await this.userAgent.transport.disconnect();
    await this.userAgent.reconnect();
    return this.register();
  }

  private connectionOf(at: number): RTCPeerConnection | undefined {
    const handler = this.calls[at]?.session.sessionDescriptionHandler;
    return (handler as Web.SessionDescriptionHandler | undefined)?.peerConnection;
  }

  async sound(at = this.calls.length - 1): Promise<{ packets: number; energy: number }> {
    const sum = { packets: 0, energy: 0 };
    const reports = await this.connectionOf(at)?.getStats();
    reports?.forEach((report: Record<string, unknown>) => {
      if (report['type'] !== 'inbound-rtp') return;
      sum.packets += Number(report['packetsReceived'] ?? 0);
      sum.energy += Number(report['totalAudioEnergy'] ?? 0);
    });
    return sum;
  }

  /** `sendonly` where the other side has put us on hold. */
  farDirection(): string {
    const text = this.connectionOf(this.calls.length - 1)?.remoteDescription?.sdp ?? '';
    return /^a=(sendrecv|sendonly|recvonly|inactive)\r?$/m.exec(text)?.[1] ?? '';
  }
}
