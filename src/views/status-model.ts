import type { AccountStatus, StatusAgent, Trouble } from '../domain/account-status';
import type { Texts } from '../domain/texts';

/** Why it cannot be shown. */
export type StatusTrouble = 'unreachable' | 'refused' | 'not_admin' | 'too_old' | 'garbled';

/** All that the page knows. */
export interface StatusView {
  /** The last that was read; undefined: nothing yet. */
  readonly status: AccountStatus | undefined;
  /** What is in the way now; what was read before stays on the page. */
  readonly trouble: StatusTrouble | undefined;
}

export interface StatusWords {
  readonly texts: Texts;
  /** Moment of an ISO time as the account's people write it. */
  readonly moment: (iso: string) => string;
  /** Name of a user of the account. */
  readonly nameOf: (user: number) => string;
}

export type StatusTone = 'good' | 'wait' | 'bad' | 'plain';

export interface StatusTile {
  readonly name: string;
  readonly title: string;
  readonly tone: StatusTone;
  /** The tone in words, for who does not see colours. */
  readonly verdict: string;
  readonly lines: readonly string[];
  readonly cure: string;
}

export interface StatusModel {
  readonly tone: 'busy' | 'good' | 'bad';
  readonly line: string;
  readonly cure: string;
  readonly tiles: readonly StatusTile[];
  readonly rate: { readonly text: string; readonly percent: number } | undefined;
  readonly agents: readonly {
    readonly name: string;
    readonly extension: string;
    readonly tone: StatusTone;
    readonly state: string;
  }[];
  readonly troubles: readonly {
    readonly at: string;
    readonly words: string;
    readonly detail: string;
    readonly times: string;
  }[];
  readonly noTroubles: string;
}

function pbxTile({ pbx, since }: AccountStatus, { texts, moment }: StatusWords): Omit<StatusTile, 'verdict'> {
  const heard = pbx.heard_at;
  return {
    ...{ name: 'pbx', title: texts('status.pbx.title'), tone: heard === null ? 'wait' : 'good' },
    lines: [
      heard === null
        ? texts('status.pbx.never', { since: moment(since) })
        : texts('status.pbx.heard', { at: moment(heard) }),
    ],
    cure: heard === null ? texts('status.pbx.cure') : '',
  };
}

function agentsTile({ agents }: AccountStatus, { texts }: StatusWords): Omit<StatusTile, 'verdict'> {
  const named = { name: 'agents', title: texts('status.agents.title') };
  if (agents === null)
    return {
      ...named,
      tone: 'bad',
      lines: [texts('status.agents.unknown')],
      cure: texts('status.agents.unknown_cure'),
    };
  if (agents.length === 0)
    return {
      ...named,
      tone: 'wait',
      lines: [texts('status.agents.nobody')],
      cure: texts('status.agents.nobody_cure'),
    };
  const online = agents.filter((agent) => agent.online).length;
  return {
    ...named,
    tone: online > 0 ? 'good' : 'wait',
    lines: [texts('status.agents.online', { online, all: agents.length })],
    cure: online > 0 ? '' : texts('status.agents.away'),
  };
}

function crmTile({ crm }: AccountStatus, { texts, moment }: StatusWords): Omit<StatusTile, 'verdict'> {
  const { answered_at, failed_at, reconnect, access_until } = crm;
  const failing = failed_at !== null && (answered_at === null || answered_at < failed_at);
  const lines = [
    answered_at === null
      ? texts('status.crm.never')
      : texts('status.crm.answered', { at: moment(answered_at) }),
    ...(failing ? [texts('status.crm.failed', { at: moment(failed_at) })] : []),
    ...(access_until === null || reconnect ? [] : [texts('status.crm.access', { at: moment(access_until) })]),
  ];
  return {
    ...{ name: 'crm', title: texts('status.crm.title'), lines },
    tone: reconnect || failing ? 'bad' : answered_at === null ? 'wait' : 'good',
    cure: reconnect ? texts('status.crm.reconnect') : failing ? texts('status.crm.cure') : '',
  };
}

function logTile({ log }: AccountStatus, { texts, moment }: StatusWords): Omit<StatusTile, 'verdict'> {
  const named = { name: 'log', title: texts('status.log.title') };
  if (!log.on) return { ...named, tone: 'plain', lines: [texts('status.log.off')], cure: '' };
  const { waiting, held, refused, stopped_since } = log;
  const queue = texts('status.log.queue', { waiting, held, refused });
  const stopped = stopped_since !== null;
  return {
    ...named,
    tone: stopped ? 'bad' : refused > 0 ? 'wait' : 'good',
    lines: stopped ? [texts('status.log.stopped', { since: moment(stopped_since) }), queue] : [queue],
    cure: stopped || refused > 0 ? texts('status.log.cure') : '',
  };
}

function agentRow(agent: StatusAgent, { texts, moment, nameOf }: StatusWords): StatusModel['agents'][number] {
  const { user, extension, online, seen_at } = agent;
  const state = online
    ? texts('status.agent.online')
    : seen_at === null
      ? texts('status.agent.never')
      : texts('status.agent.seen', { at: moment(seen_at) });
  return { name: nameOf(user), extension, tone: online ? 'good' : 'plain', state };
}

const byNumber = (one: StatusAgent, other: StatusAgent): number =>
  one.extension.localeCompare(other.extension, 'en', { numeric: true });

const troubleRow = (trouble: Trouble, { texts, moment }: StatusWords): StatusModel['troubles'][number] => ({
  at: moment(trouble.at),
  words: texts(`status.trouble.${trouble.code}`),
  detail: trouble.detail,
  times: trouble.times > 1 ? texts('status.times', { count: trouble.times }) : '',
});

function lineOf(
  { status, trouble }: StatusView,
  tiles: readonly StatusTile[],
  { texts, moment }: StatusWords,
) {
  if (trouble !== undefined)
    return {
      tone: 'bad',
      line: texts(`status.unread.${trouble}`),
      cure: texts(`status.unread_cure.${trouble}`),
    } as const;
  if (status === undefined) return { tone: 'busy', line: texts('status.loading'), cure: '' } as const;
  const isBad = tiles.some(({ tone }) => tone === 'bad');
  return {
    tone: isBad ? 'bad' : 'good',
    line: texts(isBad ? 'status.bad' : 'status.good'),
    cure: texts('status.since', { at: moment(status.at), since: moment(status.since) }),
  } as const;
}

/** Everything that `templates/status.twig` prints: plain text, to be escaped there. */
export function statusModel(view: StatusView, words: StatusWords): StatusModel {
  const { texts } = words;
  const { status } = view;
  const made = status && [pbxTile, agentsTile, crmTile, logTile].map((tile) => tile(status, words));
  const tiles = (made ?? []).map((tile) => ({ ...tile, verdict: texts(`status.verdict.${tile.tone}`) }));
  const rate = status?.crm.rate;
  return {
    ...lineOf(view, tiles, words),
    tiles,
    rate: rate && {
      text: texts('status.rate', { ...rate }),
      percent: rate.limit === 0 ? 0 : Math.min(100, Math.round((rate.used / rate.limit) * 100)),
    },
    agents: [...(status?.agents ?? [])].sort(byNumber).map((agent) => agentRow(agent, words)),
    troubles: (status?.troubles ?? []).map((trouble) => troubleRow(trouble, words)),
    noTroubles: status?.troubles.length === 0 ? texts('status.no_troubles') : '',
  };
}
