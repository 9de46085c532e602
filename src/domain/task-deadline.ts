/** The deadlines at hand for a task, in the user's own time. */
export type QuickDeadline = 'hour' | 'tomorrow' | 'days3' | 'week';
export const quickDeadlines: readonly QuickDeadline[] = ['hour', 'tomorrow', 'days3', 'week'];

const minute = 60_000;
const days = { tomorrow: 1, days3: 3, week: 7 } as const;

/** Unix seconds. Days end at 23:59, which amoCRM shows as "all day". `now`: ms since 1970. */
export function quickDeadline(name: QuickDeadline, now: number): number {
  if (name === 'hour') return (Math.ceil(now / minute) * minute) / 1000 + 3600;
  const end = new Date(now);
  end.setDate(end.getDate() + days[name]);
  end.setHours(23, 59, 0, 0);
  return end.getTime() / 1000;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** As `<input type="datetime-local">` holds it; empty for no deadline. `due`: Unix seconds. */
export function deadlineText(due: number): string {
  if (due <= 0) return '';
  const at = new Date(due * 1000);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The reverse; 0 for what is no date. */
export function deadlineOf(text: string): number {
  const at = new Date(text).getTime();
  return Number.isNaN(at) ? 0 : Math.floor(at / 1000);
}
