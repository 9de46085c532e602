import type { DialHead } from '../dialing/dial-head';

const writes = ['nothing', 'notes', 'tags'] as const;
const two = (part: number): string => String(part).padStart(2, '0');

/** Minute of the day as a time field writes it; empty: none. */
const timeOf = (minute: number | null): string =>
  minute === null ? '' : `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

function minuteOf(time: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(time) ?? [];
  return hour === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** What a changed field of the panel sets; undefined: nothing that holds. */
export function changeOf(field: HTMLInputElement): Partial<Omit<DialHead, 'run'>> | undefined {
  switch (field.dataset['set']) {
    case 'openCard':
      return { openCard: field.checked };
    case 'mode':
      return { mode: field.value === 'preview' ? 'preview' : 'progressive' };
    case 'interval':
      return field.validity.valid && field.value !== ''
        ? { interval: Math.round(field.valueAsNumber) }
        : undefined;
    case 'shiftEnds':
      return { shiftEnds: minuteOf(field.value) };
    case 'write':
      return { write: writes.find((one) => one === field.value) ?? 'nothing' };
    case undefined:
    default:
      return undefined;
  }
}

/** Shows what is set, except in the field that is being changed. */
export function showSettings(fields: Iterable<HTMLInputElement>, head: DialHead): void {
  for (const field of fields) {
    if (field === document.activeElement) continue;
    const name = field.dataset['set'];
    if (name === 'openCard') field.checked = head.openCard;
    else if (name === 'mode') field.value = head.mode;
    else if (name === 'interval') field.value = String(head.interval);
    else if (name === 'shiftEnds') field.value = timeOf(head.shiftEnds);
    else if (name === 'write') field.value = head.write;
  }
}
