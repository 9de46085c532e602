import { russianZones } from './russian-zones';

/** Zones by country code; several where the country spans them: then it must be within the hours in each. */
const table: Readonly<Record<string, string>> = {
  1: 'America/New_York America/Los_Angeles',
  20: 'Africa/Cairo',
  30: 'Europe/Athens',
  31: 'Europe/Amsterdam',
  32: 'Europe/Brussels',
  33: 'Europe/Paris',
  34: 'Europe/Madrid',
  351: 'Europe/Lisbon',
  353: 'Europe/Dublin',
  358: 'Europe/Helsinki',
  359: 'Europe/Sofia',
  36: 'Europe/Budapest',
  370: 'Europe/Vilnius',
  371: 'Europe/Riga',
  372: 'Europe/Tallinn',
  373: 'Europe/Chisinau',
  374: 'Asia/Yerevan',
  375: 'Europe/Minsk',
  380: 'Europe/Kyiv',
  381: 'Europe/Belgrade',
  39: 'Europe/Rome',
  40: 'Europe/Bucharest',
  41: 'Europe/Zurich',
  420: 'Europe/Prague',
  421: 'Europe/Bratislava',
  43: 'Europe/Vienna',
  44: 'Europe/London',
  45: 'Europe/Copenhagen',
  46: 'Europe/Stockholm',
  47: 'Europe/Oslo',
  48: 'Europe/Warsaw',
  49: 'Europe/Berlin',
  51: 'America/Lima',
  52: 'America/Mexico_City America/Tijuana',
  54: 'America/Argentina/Buenos_Aires',
  55: 'America/Sao_Paulo America/Manaus',
  56: 'America/Santiago',
  57: 'America/Bogota',
  60: 'Asia/Kuala_Lumpur',
  61: 'Australia/Sydney Australia/Perth',
  62: 'Asia/Jakarta Asia/Jayapura',
  63: 'Asia/Manila',
  64: 'Pacific/Auckland',
  65: 'Asia/Singapore',
  66: 'Asia/Bangkok',
  81: 'Asia/Tokyo',
  82: 'Asia/Seoul',
  84: 'Asia/Ho_Chi_Minh',
  86: 'Asia/Shanghai',
  90: 'Europe/Istanbul',
  91: 'Asia/Kolkata',
  971: 'Asia/Dubai',
  972: 'Asia/Jerusalem',
  976: 'Asia/Ulaanbaatar',
  992: 'Asia/Dushanbe',
  993: 'Asia/Ashgabat',
  994: 'Asia/Baku',
  995: 'Asia/Tbilisi',
  996: 'Asia/Bishkek',
  998: 'Asia/Tashkent',
};

/** Where the owner of a number may be; undefined where the number does not say, so that the account's zone is taken. */
export function numberZones(number: string): readonly string[] | undefined {
  if (!number.startsWith('+')) return undefined;
  const digits = number.slice(1);
  if (digits.startsWith('7')) return russianZones(digits.slice(1));
  const code = [3, 2, 1].map((length) => digits.slice(0, length)).find((prefix) => prefix in table);
  return code === undefined ? undefined : table[code]?.split(' ');
}
