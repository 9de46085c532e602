import { dice } from '../../src/sandbox/crm/demo/dice';
import { ownerOf } from './crm-ledger';

/** One call as the PBX tells it, and what must have become of it in the CRM. */
export interface ExpectedCall {
  readonly id: string;
  readonly phone: string;
  readonly events: readonly object[];
  /** What the PBX tells when the call has long been written. */
  readonly later: readonly object[];
  /** `nothing`: a missed call of somebody whom nobody knows. */
  readonly fate: 'note' | 'inbox' | 'nothing';
  /** Nobody's number, called from here: a contact is made for it. */
  readonly makesContact: boolean;
  readonly recorded: boolean;
}

/** Of recordings; each of them costs two requests more. */
const lateShare = 0.05;

/** Ended calls of all kinds, the same ones for the same seed. Some recordings come after the end, some numbers call often. */
export function callsOfADay(count: number, seed: number): ExpectedCall[] {
  const chance = dice(seed);
  const start = Date.now() - 3600_000;
  const numbers = Array.from(
    { length: Math.ceil(count / 3) },
    () => `+79${String(chance.int(0, 999_999_999)).padStart(9, '0')}`,
  );
  return Array.from({ length: count }, (_, index): ExpectedCall => {
    const id = `c-${seed}-${index}`;
    const phone = numbers[chance.int(0, numbers.length - 1)] ?? '';
    const outbound = chance.chance(0.3);
    const answered = chance.chance(0.7);
    const recorded = answered && chance.chance(0.6);
    const late = chance.chance(lateShare);
    const extension = String(101 + chance.int(0, 3));
    const recording = { recording_url: `https://pbx.example/${id}.mp3` };
    const event = (type: string, second: number, more: object = {}): object => ({
      ...{ id: `${id}-${type}`, call_id: id, type, extensions: [extension] },
      ...(outbound
        ? { direction: 'outbound', from: extension, to: phone }
        : { direction: 'inbound', from: phone, to: '+74951234567' }),
      at: new Date(start + index * 200 + second * 1000).toISOString(),
      ...more,
    });
    const known = ownerOf(phone) !== undefined;
    return {
      ...{ id, phone, recorded },
      makesContact: outbound && !known,
      fate: known || outbound ? 'note' : answered ? 'inbox' : 'nothing',
      events: [
        event('ringing', 0),
        ...(answered ? [event('answered', 5)] : []),
        event('ended', 65, {
          duration: answered ? 60 : 0,
          disposition: answered ? 'answered' : outbound ? 'busy' : 'no_answer',
          ...(recorded && !late && recording),
        }),
      ],
      later: recorded && late ? [event('recorded', 70, recording)] : [],
    };
  });
}
