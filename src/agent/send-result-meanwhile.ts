import type { LinkedMatch } from '../domain/result-link';
import type { Sending } from './send-result-sending';

/** Who has the number by now: made by hand, by another tab, or by a try whose answer was lost. */
export async function meanwhile({ job, crm, sent }: Sending): Promise<LinkedMatch | undefined> {
  const found = job.phone?.kind === 'outside' ? await crm.matches(job.phone) : [];
  const { tried, since = 0 } = sent();
  const all =
    found.length > 0 || tried?.contactName === undefined
      ? found
      : await crm.newest(job.phone, { text: tried.contactName, since });
  const contacts = all.filter(({ link }) => link.kind === 'contact');
  // Of several, the one that was there first: no agent is there to choose any more.
  return [...(contacts.length > 0 ? contacts : all)].sort((a, b) => a.link.id - b.link.id)[0];
}
