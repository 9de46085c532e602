import type { Crm } from '../crm/model';
import { authorRule, userRule } from './record-rules';
import { choice, int, intOrText, nullable, text, type Rule } from './rules';

/** A user's id, or any text that is shown as it is. */
const callResponsible = (crm: Crm): Rule<number | string | null> =>
  nullable(choice(intOrText, (who) => typeof who === 'string' || crm.users.some(({ id }) => id === who)));

/** 1 left a message … 7 busy, 8 unknown. */
const callStatus = choice(int, (status) => status >= 1 && status <= 8);
export const duration = choice(int, (seconds) => seconds >= 0);

/** What a call says of itself, wherever it is logged; all but `source` and `duration` may be left out. */
export const callDetails = (crm: Crm) => ({
  uniq: text,
  link: text,
  call_result: text,
  call_status: callStatus,
  call_responsible: callResponsible(crm),
});

export const authorship = (crm: Crm) => ({
  responsible_user_id: userRule(crm),
  created_by: authorRule(crm),
  updated_by: authorRule(crm),
  created_at: int,
  updated_at: int,
  request_id: intOrText,
});
