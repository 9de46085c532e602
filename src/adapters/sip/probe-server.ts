import { UserAgent } from 'sip.js';

const limit = 3000;

/** Whether the server answers an OPTIONS in time: a socket may look open long after its other end is gone. */
export function probeServer(userAgent: UserAgent, domain: string): Promise<boolean> {
  const target = UserAgent.makeURI(`sip:${domain}`);
  if (target === undefined || !userAgent.isConnected()) return Promise.resolve(false);
  const { userAgentCore } = userAgent;
  const { uri } = userAgent.configuration;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), limit);
    const answered = (): void => {
      clearTimeout(timer);
      resolve(userAgent.isConnected());
    };
    const delegate = {
      onAccept: answered,
      onProgress: answered,
      onRedirect: answered,
      onReject: answered,
      onTrying: answered,
    };
    userAgentCore.request(
      userAgentCore.makeOutgoingRequestMessage('OPTIONS', target, uri, target, {}),
      delegate,
    );
  });
}
