import { randomBytes } from 'node:crypto';
import type { ScriptEngine } from '../script-engine';
import type { Accounts } from './accounts';
import { askScript } from './ask-script';
import { callBook } from './call-book';
import { controlDoor, type Mood } from './control-door';
import { nodeClock } from './clock';
import { digestDoor } from './digest';
import { eventPost, postTo } from './event-post';
import { domain } from './forward-request';
import type { OutsideCalls } from './outside-calls';
import { sipProxy } from './proxy';
import type { RoutedCalls } from './routed-calls';
import { sipServer, type SipServer } from './sip-server';
import { virtualPhone } from './virtual-phone';

/** The sandbox's PBX: phones register and call here, and the gateway hears of it as from any other. */
export async function startPbx(parts: {
  host: string;
  port: number;
  origins: readonly string[];
  accounts: Accounts;
  outsideCalls: OutsideCalls;
  routedCalls: RoutedCalls;
  engine: ScriptEngine;
  gatewayUrl: string;
  pbxKey: string;
  /** To try a gateway with: how it takes orders. */
  mood: () => Mood;
  say: (line: string) => void;
}): Promise<SipServer> {
  const { host, port, origins, accounts, outsideCalls, routedCalls, engine, gatewayUrl, pbxKey, mood, say } =
    parts;
  const newId = (): string => randomBytes(9).toString('hex');
  const proxy = sipProxy({
    clock: nodeClock,
    door: digestDoor({
      realm: domain,
      secret: randomBytes(32).toString('hex'),
      accountOf: accounts.byUsername,
      now: Date.now,
    }),
    book: callBook({
      post: eventPost(postTo(gatewayUrl, pbxKey), nodeClock, say),
      now: Date.now,
      onTalkOver: outsideCalls.over,
    }),
    outside: outsideCalls,
    ask: askScript({ engine, everybody: () => accounts.extensions, routed: routedCalls }),
    accountAt: accounts.at,
    newId,
  });
  virtualPhone(proxy, 'busy');
  virtualPhone(proxy, 'silent');
  const control = controlDoor({ pbxKey, take: proxy.obey, mood });
  return sipServer({ proxy, control, host, port, origins });
}
