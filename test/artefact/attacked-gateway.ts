import { createHmac } from 'node:crypto';
import type { SessionAnswer } from '../../src/protocol/agent-socket';
import { aCall, agents, gatewayAtWork } from './gateway-at-work';

export const secret = 'the integration secret';

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const signed = (claims: object, key = secret, head: object = { alg: 'HS256' }): string => {
  const text = `${base64(head)}.${base64(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
};
export const seconds = (): number => Math.floor(Date.now() / 1000);
export const swapped = (token: string, changes: object): string => {
  const [head, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
  return `${head}.${base64({ ...claims, ...changes })}.${signature}`;
};

/** A gateway with two agents at work, and genuine things that can be sent where they do not belong. */
export async function attackedGateway() {
  const gateway = await gatewayAtWork({ LOG_LEVEL: 'info', TRUSTED_PROXIES: '10.0.0.0/24' });
  const [anna, boris] = [await gateway.browser('anna'), await gateway.browser('boris')];
  const oneTime = await gateway.oneTimeToken(agents.anna.id);
  const { token: session } = (await (await gateway.session(oneTime)).json()) as SessionAnswer;
  const links = await Promise.all(
    [aCall(['101']), aCall(['101'])].map(async ({ call_id, ringing, ended, recorded }) => {
      await gateway.post([ringing, ended, recorded]);
      const { recording_url: link } = await anna.sees(call_id, (call) => call.recording_url !== undefined);
      return new URL(link!);
    }),
  );
  const kept = { session, oneTime, link: links[0]!, otherLink: links[1]! };
  /** A session's claims as only the gateway itself may sign them. */
  const claims = {
    ...{ iss: 'amocrm-telephony', aud: `${gateway.url}/agents`, sub: String(agents.anna.id) },
    ...{ exp: seconds() + 600, account: 28, extension: '101', is_admin: true },
  };
  return {
    ...{ gateway, anna, boris, kept, claims },
    /** What must never be read in the log. */
    secrets: [
      ...[gateway.pbxKey, encodeURIComponent(gateway.pbxKey), secret, session, oneTime],
      links[0]!.searchParams.get('sig')!,
    ],
  };
}

export type AttackedGateway = Awaited<ReturnType<typeof attackedGateway>>;
