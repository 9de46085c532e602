import { usualRules, type DialRules } from '../../dialing/dial-entry';
import { knowsZone } from '../route/zone-offset';

const minutes = (text: string | undefined): number => {
  const [, hour, minute] = /^(\d\d?):(\d\d)$/.exec(text ?? '') ?? [];
  const all = Number(hour) * 60 + Number(minute);
  return all >= 0 && all <= 24 * 60 && Number(minute) < 60 ? all : NaN;
};

/** Reads the dial lists' part of the environment; `fault(name, what is wrong, cure)`. */
export function readDialRules(
  env: Readonly<Record<string, string | undefined>>,
  fault: (name: string, wrong: string, cure: string) => void,
): DialRules {
  const said = (name: string, usual: string): string => env[name]?.trim() ?? usual;
  const whole = (name: string, usual: number): number => {
    const number = Number(said(name, String(usual)));
    if (Number.isInteger(number) && number >= 1 && number <= 50) return number;
    fault(name, 'is not a whole number from 1 to 50', `give how often, ${usual} for instance`);
    return usual;
  };
  const [from = NaN, until = NaN] = said('DIAL_HOURS', '09:00-20:00').split('-').map(minutes);
  if (!(from < until))
    fault(
      'DIAL_HOURS',
      'is not two times of a day',
      'give the hours at the client, 09:00-20:00 for instance',
    );
  const days = said('DIAL_DAYS', '1234567').split('').map(Number);
  if (days.length === 0 || days.some((day) => !(day >= 1 && day <= 7)))
    fault('DIAL_DAYS', 'holds something else than days', 'give digits from 1, Monday, to 7, Sunday: 12345');
  const zone = said('DIAL_ZONE', usualRules.zone);
  if (!/^[+-]\d\d:\d\d$/.test(zone) && !knowsZone(zone))
    fault('DIAL_ZONE', 'is not a time zone', 'give one such as Europe/Moscow or +03:00');
  return {
    hours: { from, until },
    days: days.map((day) => day % 7),
    mostTries: whole('DIAL_TRIES', usualRules.mostTries),
    mostADay: whole('DIAL_TRIES_A_DAY', usualRules.mostADay),
    zone,
  };
}
