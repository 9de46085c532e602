import type { LogPlace } from './log-job';
import { CrmTrouble, type CrmClient } from './crm-trouble';
import { fieldsOf, textOf } from './crm-json';

const paths = { lead: 'leads', contact: 'contacts', company: 'companies', customer: 'customers' } as const;

/**
 * Adds what came later (a recording, the agent's status) to the call's note: read, merged, written, since a PATCH of
 * `params` may replace all of them. `gone`: somebody has deleted the note. May be repeated.
 */
export async function completeNote(
  ask: CrmClient,
  { type, note }: LogPlace,
  more: Readonly<Record<string, unknown>>,
): Promise<'done' | 'gone'> {
  const path = `/api/v4/${paths[type]}/notes/${note}`;
  const before = await ask({ method: 'GET', path }).catch((error: unknown) => {
    if (error instanceof CrmTrouble && error.status === 404) return undefined;
    throw error;
  });
  if (before === undefined) return 'gone';
  const { note_type, params } = fieldsOf(before);
  const kept = Object.entries(fieldsOf(params)).filter(([, value]) => value !== null && value !== '');
  await ask({
    method: 'PATCH',
    path,
    body: { note_type: textOf(note_type), params: { ...Object.fromEntries(kept), ...more } },
  });
  return 'done';
}
