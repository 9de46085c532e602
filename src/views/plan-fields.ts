/** How one place of the routing plan is shown in a form. */
export type PlanField =
  | { readonly kind: 'text' | 'lines' | 'user' | 'users' | 'group' | 'week' | 'resort' }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number; readonly usual?: number }
  | { readonly kind: 'truth'; readonly usual: boolean }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'record'; readonly of: PlanFields }
  /** Entries by a key that a person gives: a user, or a word. */
  | { readonly kind: 'map'; readonly by: 'user' | 'word'; readonly of: PlanFields };

export type PlanFields = Readonly<Record<string, PlanField>>;

const refusal: PlanFields = {
  code: { kind: 'whole', least: 400, most: 699 },
  message: { kind: 'text' },
};

/** All of the plan, in the order in which a manager thinks of it (docs/routing.md). */
export const planFields: PlanFields = {
  hours: { kind: 'week' },
  closed: { kind: 'resort' },
  zone: { kind: 'text' },
  groups: {
    kind: 'map',
    by: 'word',
    of: {
      members: { kind: 'users' },
      strategy: { kind: 'choice', of: ['together', 'in_order', 'round_robin', 'longest_idle'] },
    },
  },
  default_group: { kind: 'group' },
  lines: {
    kind: 'map',
    by: 'word',
    of: {
      group: { kind: 'group' },
      responsible_first: { kind: 'truth', usual: true },
      hours: { kind: 'week' },
      closed: { kind: 'resort' },
    },
  },
  agents: {
    kind: 'map',
    by: 'user',
    of: {
      deputy: { kind: 'user' },
      days_off: { kind: 'lines' },
      hours: { kind: 'week' },
      zone: { kind: 'text' },
    },
  },
  last: { kind: 'resort' },
  ring: { kind: 'whole', least: 5, most: 120, usual: 20 },
  total: { kind: 'whole', least: 5, most: 600, usual: 60 },
  online_only: { kind: 'truth', usual: false },
  blocked: { kind: 'lines' },
  blocked_answer: { kind: 'record', of: refusal },
};

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
