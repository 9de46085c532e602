import type { Dice } from './dice';
import { areaCodes, foreignCodes } from './words';

/** How people write ten national digits: `d` is one digit. */
const notations = [
  '+7dddddddddd',
  '8 (ddd) ddd-dd-dd',
  '7dddddddddd',
  '8dddddddddd',
  '+7 (ddd) ddd-dd-dd',
  '+7 ddd ddd dd dd',
  'ddd-ddd-dd-dd',
  '8-ddd-ddd-dd-dd',
  '+7(ddd)ddddddd',
  '8 ddd ddd-dd-dd (звонить до 18)',
] as const;

const digits = (dice: Dice, count: number): string =>
  Array.from({ length: count }, () => String(dice.int(0, 9))).join('');

const written = (notation: string, national: string): string => {
  let place = 0;
  return notation.replaceAll('d', () => national[place++] ?? '');
};

/** Telephone numbers that nobody else of the demo account has, each in a notation of its own. */
export function phoneBook(dice: Dice): { mobile: () => string; foreign: () => string } {
  const used = new Set<string>();
  const fresh = (make: () => string): string => {
    const made = make();
    if (used.has(made)) return fresh(make);
    used.add(made);
    return made;
  };
  return {
    // Subscriber numbers begin with 2..8: the people of fixed numbers have 0, 1 or 5 there.
    mobile: () =>
      written(
        dice.pick(notations),
        fresh(() => `${dice.pick(areaCodes)}${dice.pick(['2', '4', '6', '7', '8'])}${digits(dice, 6)}`),
      ),
    foreign: () => {
      const [code, length] = dice.pick(foreignCodes);
      return `+${code} ${fresh(() => `${String(dice.int(2, 9))}${digits(dice, length - 1)}`)}`;
    },
  };
}
