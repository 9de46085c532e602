import type { Crm, InboxMessage } from './crm/model';
import type { Grants } from './oauth/grants';
import type { FaultName, SandboxOptions } from './options';
import type { Accounts } from './sip/accounts';
import type { OutsideCalls } from './sip/outside-calls';
import type { RoutedCalls } from './sip/routed-calls';

/** One line of `GET /sandbox/log`. */
export interface LoggedRequest {
  at: string;
  method: string;
  path: string;
  query: string;
  status: number;
  /** Cookie of a signed-in user, or bearer token. */
  client: 'browser' | 'token';
}

/** What every part of the sandbox's server works on. One object for the life of the process. */
export interface Sandbox {
  readonly options: SandboxOptions;
  /** Replaced as a whole by `POST /sandbox/reset`: read it anew in each request. */
  crm: Crm;
  /** Switched on at the start by `--fault`, or while running by `PUT /sandbox/faults`. */
  readonly faults: Set<FaultName>;
  /** Delay of every CRM API answer, ms; `PUT /sandbox/latency`. */
  latency: number;
  readonly apiToken: string;
  /** What the integration was given over OAuth. */
  readonly grants: Grants;
  readonly crmUrl: string;
  readonly gatewayUrl: string;
  readonly sipUrl: string;
  /** Who may sign in at the PBX. */
  readonly phoneAccounts: Accounts;
  /** What agents have dialled to the outside. */
  readonly outsideCalls: OutsideCalls;
  /** Calls for the company. */
  readonly routedCalls: RoutedCalls;
  readonly log: LoggedRequest[];
  /** Shows a message in every open page of its user, as amoCRM's server does (amoCRM web SDK, "notifications"). */
  push: (message: InboxMessage) => void;
  /** The open pages of a user hear what is pushed to that user; the answer ends it. */
  subscribe: (userId: number, listener: (message: InboxMessage) => void) => () => void;
}
