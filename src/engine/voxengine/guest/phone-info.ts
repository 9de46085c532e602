import { dialPlanOf } from '../../../domain/dial-plan';
import { parsePhone } from '../../../domain/phone-number';

/** E.164: no number is shorter, whatever the country. */
const shortest = 7;

/**
 * `PhoneNumber.getInfo`: a number in any notation as E.164. Kind and place of a number are not known here: the host has
 * tables for them.
 */
export function phoneInfo(number: string, country = '') {
  const phone = parsePhone(number, dialPlanOf(country));
  const e164 = phone.kind === 'outside' ? (phone.e164 ?? (country === '' ? phone.digits : '')) : '';
  const isNumber = e164.length >= shortest && e164.length <= 15;
  return {
    numberType: 'UNKNOWN',
    region: country.toUpperCase(),
    location: '',
    isPossibleNumber: isNumber,
    isValidNumber: isNumber,
    isValidNumberForRegion: isNumber,
    number: isNumber ? `+${e164}` : '',
    ...(!isNumber && { error: 'The string supplied did not seem to be a phone number' }),
  };
}
