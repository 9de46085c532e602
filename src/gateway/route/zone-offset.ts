const fixed = /^([+-])(\d\d):(\d\d)$/;
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, made);
  return made;
};

/** Minutes that a zone ("Europe/Moscow", "+03:00") is ahead of UTC at a moment, summer time and all. */
export function zoneOffset(zone: string, at: number): number {
  const text = fixed.test(zone)
    ? zone
    : (formatOf(zone)
        .formatToParts(at)
        .find(({ type }) => type === 'timeZoneName')
        ?.value.replace('GMT', '') ?? '');
  const found = fixed.exec(text);
  if (found === null) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === '-' ? -minutes : minutes;
}

export function knowsZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}
