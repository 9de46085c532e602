import type { Settings } from './settings';

/** One thing that can ring. `user`: an SDK client of the same application. `pstn`: digits in E.164, without "+". */
export interface Phone {
  readonly kind: 'user' | 'sip' | 'pstn';
  readonly address: string;
}

const userName = /^[a-z0-9][a-z0-9_-]{2,49}$/;
/** Longer than any internal number. */
const outside = /^\+?\d{7,15}$/;

function phoneAt(text: string): Phone[] {
  const address = text.trim();
  if (/^sips?:/i.test(address)) return [{ kind: 'sip', address }];
  if (address.startsWith('user:')) return [{ kind: 'user', address: address.slice('user:'.length) }];
  const digits = address.replace(/[\s()-]/g, '');
  return outside.test(digits) ? [{ kind: 'pstn', address: digits.replace('+', '') }] : [];
}

/** Everything that rings for one target of a route: an extension or an outside number. Empty: nothing can. */
export function phonesOf(target: string, settings: Settings): readonly Phone[] {
  const named = settings.phones.get(target);
  if (named !== undefined) return named.flatMap(phoneAt);
  const [direct] = phoneAt(target);
  if (direct !== undefined) return [direct];
  const user = settings.browserPhones.replace('{extension}', target.toLowerCase());
  const desk = settings.deskPhones.replace('{extension}', encodeURIComponent(target));
  return [
    ...(userName.test(user) ? [{ kind: 'user', address: user } as const] : []),
    ...(desk === '' ? [] : phoneAt(desk)),
  ];
}

/** Whose extension the user of an SDK client or a desk phone has; the name itself where none fits. */
export function extensionOf(name: string, settings: Settings): string {
  const bare = name.replace(/^sips?:/i, '').replace(/@.*$/, '');
  for (const [extension, phones] of settings.phones) {
    if (phones.some((phone) => phone === `user:${bare}` || phone.startsWith(`sip:${bare}@`)))
      return extension;
  }
  const [before = '', after = ''] = settings.browserPhones.split('{extension}');
  const fits = bare.startsWith(before) && bare.endsWith(after) && bare.length > before.length + after.length;
  return fits ? bare.slice(before.length, bare.length - after.length) : bare;
}
