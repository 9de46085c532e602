import { randomUUID } from 'node:crypto';
import { recordsOf } from '../crm/access';
import type { InboxMessage } from '../crm/model';
import { placeOfPhone, type Place } from '../crm/place-of-phone';
import { jsonBody } from './batch';
import { ok, type Ask, type Endpoint } from './endpoint';
import { elementType, singular } from './entity-words';
import { invalid, Problem, type Violation } from './problem';
import { phpQuery, type Nested } from './php-query';
import { filledText, intOrText, listOf, object, oneOf, required } from './rules';

const noticeRule = object({
  add: required(
    listOf(
      object({
        type: required(oneOf(['phone_call'])),
        phone_number: required(filledText),
        users: listOf(intOrText),
      }),
    ),
  ),
});

/** Lists of a form arrive as objects with keys 0, 1, …; they become lists again. */
function unnumbered(value: Nested | string): unknown {
  if (typeof value === 'string') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, unnumbered(inner)] as const);
  const numbered = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
  return numbered ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function body(ask: Ask): unknown {
  const form = /^application\/x-www-form-urlencoded\b/i.test(ask.contentType);
  const jsonInside = /^\s*[[{]/.test(ask.text);
  return form && !jsonInside && ask.text !== '' ? unnumbered(phpQuery(ask.text)) : jsonBody(ask);
}

function notices(ask: Ask) {
  const errors: Violation[] = [];
  const read = noticeRule(body(ask), '', (code, path, detail) => errors.push({ code, path, detail }));
  if (errors.length > 0 || read === undefined) throw invalid([{ request_id: '0', errors }]);
  if (read.add.length === 0) throw new Problem(400, 'Request data can not be empty');
  return read.add;
}

function message(ask: Ask, user_id: number, phone: string, place: Place | undefined): InboxMessage {
  const id = randomUUID();
  const record = place && recordsOf(ask.crm, place.type).get(place.id);
  const target =
    place && record
      ? { element: { id: place.id, type: singular[place.type], name: record.name } }
      : { click_link: `/contacts/add/?phone=${encodeURIComponent(phone)}` };
  const request = { id, type: 'call', from: phone, date: ask.now, ...target };
  return { id, user_id, type: 'call', date: ask.now, request, is_read: false };
}

/** Shows a ringing call in the open pages of the users named, of all users where none are. Nothing is stored. */
export const callNotice: Endpoint = {
  method: 'POST',
  path: '/api/v2/events',
  answer: (ask) => {
    const items = notices(ask).map(({ phone_number, users }) => {
      const place = placeOfPhone(ask.crm, phone_number);
      const called = ask.crm.users.filter(
        ({ id, is_active }) => is_active && (users === undefined || users.map(Number).includes(id)),
      );
      for (const { id } of called) ask.sandbox.push(message(ask, id, phone_number, place));
      return {
        element_id: place?.id ?? null,
        element_type: place ? elementType[place.type] : null,
        uid: randomUUID(),
        phone_number,
      };
    });
    return ok({ _links: { self: { href: '/api/v2/events', method: 'post' } }, _embedded: { items } });
  },
};
