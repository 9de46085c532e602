import type { FastifyInstance } from 'fastify';
import type { DialPlan } from '../../domain/dial-plan';
import type { AgentState } from '../../routing/situation';
import type { CallStore } from '../call-store';
import type { AccountConfig } from '../config';
import type { ExtensionMap } from '../extensions';
import type { PbxKeys } from '../pbx-key';
import { agentPresence } from './agent-presence';
import type { CrmGet } from './crm-callers';
import type { AccountFellow } from '../shared/account-fellow';
import { sharedPlan } from '../shared/shared-plan';
import type { SessionTokens } from '../session-token';
import { planFile } from './plan-file';
import { planRoutes } from './plan-routes';
import { planStore } from './plan-store';
import { routeCall } from './route-call';
import { routeEndpoint } from './route-endpoint';
import { webhookChanges } from './webhook-changes';
import { webhookEndpoint } from './webhook-endpoint';
import { zoneOffset } from './zone-offset';

/** For the CRM, ms; the script that asks gives up after 2 s, its way to us and back included. */
const deadline = 1_500;
/** For the CRM where it has said before who this caller is, ms: most CRMs answer in that time. */
const patience = 400;
/** An agent who was online up to now is reloading a page, ms. */
const reload = 10_000;

export interface RoutingNeeds {
  readonly app: FastifyInstance;
  readonly config: AccountConfig;
  readonly keys: PbxKeys;
  readonly store: CallStore;
  readonly get: CrmGet;
  readonly dialPlan: () => DialPlan;
  /** User id -> internal number; rejects while the CRM was never heard. */
  readonly extensions: () => Promise<ExtensionMap>;
  /** When a browser of this extension was connected last, ms since 1970. */
  readonly seen: (extension: string) => number | undefined;
  readonly tokens: Pick<SessionTokens, 'verify'>;
  readonly now: () => number;
  /** The other gateways of the same store; undefined: there are none. */
  readonly fellow: AccountFellow | undefined;
}

/** Joins what `POST /v1/route` needs. Throws where the plan's file is wrong. */
export function startRouting({
  app,
  config,
  keys,
  store,
  get,
  dialPlan,
  extensions,
  seen,
  tokens,
  now,
  fellow,
}: RoutingNeeds): void {
  const presence = agentPresence(now);
  store.onChanged((changes) => {
    for (const { picture } of changes) presence.heard(picture);
  });

  /** Who talked before this process was started, and still does. */
  const talksFromBefore = async (): Promise<void> => {
    for (const extension of new Set((await extensions()).values()))
      for (const picture of (await store.missed(extension, undefined)).pictures) presence.heard(picture);
  };
  const before = talksFromBefore().catch((error: unknown) => {
    app.log.warn({ err: error }, 'whoever talks since before the start may be rung all the same');
  });
  const agents = async (): Promise<ReadonlyMap<number, AgentState>> => {
    await before;
    return new Map(
      [...(await extensions())].map(([user, extension]) => {
        const idleSince = presence.idleSince(extension);
        return [
          Number(user),
          {
            extension,
            online: now() - (seen(extension) ?? -Infinity) < reload,
            inCall: presence.inCall(extension),
            ...(idleSince !== undefined && { idleSince }),
          },
        ];
      }),
    );
  };
  const file = planFile(config.routingPlan, now, (error, message) => app.log.warn({ err: error }, message));
  const own = planStore(config.storePath, file, now);
  const plans =
    fellow === undefined
      ? own
      : sharedPlan(own, fellow, (error, message) => app.log.warn({ err: error }, message));
  const router = routeCall({
    ...{ get, agents, now, deadline, patience },
    plan: () => plans.current(),
    dialPlan,
    lastTalk: (phone) => store.lastTalk(phone),
    offsetOf: zoneOffset,
  });
  if (config.webhookSecret !== undefined)
    webhookEndpoint(app, config.webhookSecret, (body) => {
      router.changed(webhookChanges(body, dialPlan())).catch((error: unknown) => {
        app.log.warn({ err: error }, 'a webhook could not be followed');
      });
    });
  planRoutes(app, { tokens, plans, extensions, tried: router.tried });
  routeEndpoint(app, keys, router, ({ call_id }, { trail, ...answer }) => {
    app.log.info({ call_id, ...answer, trail }, 'routed');
  });
}
