import type { AgentState, CrmAnswer, KnownCaller } from '../../src/routing/situation';

/** One situation of the policy, and what everybody who runs it must answer. */
export interface SituationRow {
  readonly title: string;
  /** As a manager writes it. */
  readonly plan?: object;
  readonly from?: string;
  readonly to?: string;
  /** In Moscow; a Wednesday at noon unless told. */
  readonly at?: string;
  readonly crm: CrmAnswer;
  /** Agents changed by user id; null: without an internal number. */
  readonly agents?: Readonly<Record<number, Partial<AgentState> | null>>;
  readonly turn?: number;
  /** "reason: 101 > 102+103 > +7495… /seconds", steps in order; or "603 Decline". */
  readonly route: string;
}

export const [anna, boris, vera, greg] = [1, 2, 3, 4] as const;
export const [now, hour] = [Date.parse('2026-06-10T12:00:00+03:00'), 3_600_000];

export const contact = (more: Partial<KnownCaller> = {}): KnownCaller => ({
  entity: 'contact',
  id: 10,
  name: 'Olga',
  responsible: anna,
  openLeads: [],
  ...more,
});
export const lead = (responsible: number, hoursAgo = 1, id = 20) => ({
  id,
  responsible,
  updatedAt: now - hoursAgo * hour,
});
export const found = (...callers: KnownCaller[]): CrmAnswer => ({ state: 'found', callers });
export const nobody: CrmAnswer = { state: 'nobody' };
export const known = found(contact());

export const sales = { groups: { sales: { members: [boris, vera] } }, default_group: 'sales' };
export const turns = (strategy: string) => ({
  groups: { sales: { members: [boris, vera, greg], strategy } },
  default_group: 'sales',
});
export const day = { mon: ['09:00-18:00'], wed: ['09:00-13:00', '14:00-18:00'] };
export const mailbox = { ring: '*97' };

type More = Omit<SituationRow, 'title' | 'crm' | 'route'>;
export const row = (title: string, crm: CrmAnswer, route: string, more: More = {}): SituationRow => ({
  ...{ title, crm, route },
  ...more,
});

export const agentsOf = (changes: SituationRow['agents'] = {}): ReadonlyMap<number, AgentState> =>
  new Map(
    ([anna, boris, vera, greg] as number[]).flatMap((user) => {
      const change = changes[user];
      if (change === null) return [];
      return [[user, { extension: `10${user}`, online: true, inCall: false, ...change }] as const];
    }),
  );

export const noon = new Date(now).toISOString();
