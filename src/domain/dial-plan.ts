/**
 * How a country writes its own numbers at home (ITU-T E.129 national plans, shortened to what tells
 * `8 (999) 111-22-33` and `+7 999 111-22-33` to be one number). Keyed by ISO 3166 code, as amoCRM's
 * `account.country` gives it.
 */
export interface DialPlan {
  readonly code: string;
  /** Dialled before a long-distance number inside the country, not part of it. */
  readonly trunk: readonly string[];
  /** Digits that open an international call from inside the country. */
  readonly abroad: string;
  /** Lengths of a number without code and trunk prefix. */
  readonly lengths: readonly number[];
}

const plan = (code: string, trunk: string, lengths: readonly number[], abroad = '00'): DialPlan => ({
  code,
  trunk: trunk === '' ? [] : trunk.split(' '),
  abroad,
  lengths,
});

const plans: Readonly<Record<string, DialPlan>> = {
  RU: plan('7', '8', [10], '810'),
  KZ: plan('7', '8', [10], '810'),
  BY: plan('375', '80 8', [9], '810'),
  UA: plan('380', '0', [9]),
  UZ: plan('998', '8', [9]),
  KG: plan('996', '0', [9]),
  TJ: plan('992', '8', [9], '810'),
  AM: plan('374', '0', [8]),
  AZ: plan('994', '0', [9]),
  GE: plan('995', '0', [9]),
  MD: plan('373', '0', [8]),
  US: plan('1', '1', [10], '011'),
  CA: plan('1', '1', [10], '011'),
  BR: plan('55', '0', [10, 11]),
  MX: plan('52', '01 1', [10]),
  AR: plan('54', '0', [10]),
  CL: plan('56', '', [9]),
  CO: plan('57', '0', [10]),
  PE: plan('51', '0', [8, 9]),
  ES: plan('34', '', [9]),
  PT: plan('351', '', [9]),
  GB: plan('44', '0', [9, 10]),
  DE: plan('49', '0', [7, 8, 9, 10, 11]),
  IL: plan('972', '0', [8, 9]),
  IN: plan('91', '0', [10]),
  ID: plan('62', '0', [9, 10, 11]),
  TR: plan('90', '0', [10]),
  AE: plan('971', '0', [8, 9]),
};

/** Countries not listed: only numbers in international form are understood. */
const unlisted: DialPlan = plan('', '', []);

export const dialPlanOf = (country: string): DialPlan => plans[country.toUpperCase()] ?? unlisted;
