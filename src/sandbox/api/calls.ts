import { recordsOf } from '../crm/access';
import { addNote } from '../crm/add-note';
import type { Crm, Note } from '../crm/model';
import { placeOfPhone } from '../crm/place-of-phone';
import { batch, type Item } from './batch';
import { authorship, callDetails, duration } from './call-rules';
import type { Ask, Endpoint } from './endpoint';
import { singular } from './entity-words';
import { link } from './hal';
import { entityPath } from './record-view';
import { filledText, object, oneOf, required, type Ruled } from './rules';

const callRule = (crm: Crm) =>
  object({
    direction: required(oneOf(['inbound', 'outbound'])),
    phone: required(filledText),
    duration: required(duration),
    source: required(filledText),
    ...callDetails(crm),
    ...authorship(crm),
  });

type Call = Ruled<ReturnType<typeof callRule>>;

const sameCall = (uniq: string) => (note: Note) =>
  note.note_type.startsWith('call_') && note.params['uniq'] === uniq;

/** The call's note: the one there is, when its `uniq` is known; undefined when nobody has the number. */
function logged({ crm, caller, now }: Ask, call: Call): Note | undefined {
  const known = call.uniq ? [...crm.notes.values()].find(sameCall(call.uniq)) : undefined;
  if (known) return known;
  const place = placeOfPhone(crm, call.phone);
  const record = place && recordsOf(crm, place.type).get(place.id);
  if (place === undefined || record === undefined) return undefined;
  const { direction, phone, call_responsible: who } = call;
  const details = {
    uniq: call.uniq ?? '',
    duration: call.duration,
    source: call.source,
    link: call.link ?? '',
    phone,
  };
  const { call_result = '', call_status } = call;
  const agent = typeof who === 'number' ? who : undefined;
  return addNote(crm, place.type, place.id, {
    note_type: direction === 'inbound' ? 'call_in' : 'call_out',
    params: { ...details, call_responsible: who ?? '', call_result, ...(call_status && { call_status }) },
    created_by: agent ?? call.created_by ?? caller.author,
    responsible_user_id: call.responsible_user_id ?? agent ?? record.responsible_user_id,
    created_at: call.created_at ?? now,
  });
}

function shown(ask: Ask, note: Note, request_id: string) {
  const { id, entity_type, entity_id } = note;
  const entity = { id: entity_id, _links: link(ask, entityPath(entity_type, entity_id)) };
  return {
    id,
    entity_id,
    entity_type: singular[entity_type],
    account_id: ask.crm.account.id,
    request_id,
    _embedded: { entity },
  };
}

const unknown = ({ request_id }: Item<Call>) => ({
  request_id,
  title: 'Entity not found',
  detail: 'No contact or company has this phone number',
});

/** Calls that find their own place by the number; 400 when none of them found one. */
export const calls: Endpoint = {
  method: 'POST',
  path: '/api/v4/calls',
  answer: (ask) => {
    const placed = batch(ask, callRule(ask.crm)).map((item) => ({ item, note: logged(ask, item.value) }));
    const added = placed.flatMap(({ item, note }) => (note ? [shown(ask, note, item.request_id)] : []));
    const errors = placed.filter(({ note }) => note === undefined).map(({ item }) => unknown(item));
    const body = { _total_items: added.length, errors, _embedded: { calls: added } };
    return { status: added.length > 0 ? 200 : 400, body };
  },
};
