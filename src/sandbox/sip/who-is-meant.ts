import type { Sides } from './call-book';
import { isExtension } from './dialled-number';
import type { Account } from './digest';
import type { AskRoute, RoutePlan } from './route-plan';

/** The company's number: whom it rings, a script says. */
export const companyNumber = '+74951234567';

/** How long one number rings, ms. */
const rings = 60_000;

/** Phones of the sandbox's own, by the end of the number. They ring where nobody is signed in with it. */
const specials: readonly (readonly [end: string, address: string])[] = [
  ['0001', 'busy'],
  ['0002', 'silent'],
  ['0003', 'machine'],
];
const nobody = '0004';

export interface Meant {
  readonly plan: RoutePlan;
  /** What the PBX tells of it; undefined for a talk among people outside. */
  readonly sides: Sides | undefined;
}

export type WhoIsMeant = (callId: string, caller: Account, to: string) => Promise<Meant>;

/** Whose phones a dialled number (`dialledNumber`, '' for none) means. */
export function whoIsMeant(parts: {
  ask: AskRoute;
  accountAt: (address: string) => Account | undefined;
  /** Some phone is signed in with this address. */
  isThere: (address: string) => boolean;
}): WhoIsMeant {
  const { ask, accountAt, isThere } = parts;

  function outside(number: string): RoutePlan {
    if (isThere(number)) return { steps: [{ numbers: [number], rings }] };
    if (number.endsWith(nobody)) return { status: 404, reason: 'Not Found' };
    const special = specials.find(([end]) => number.endsWith(end))?.[1];
    return { steps: [{ numbers: [special ?? number], rings }] };
  }

  function sidesOf(caller: Account, to: string, meant: readonly string[]): Sides | undefined {
    const { extension, address } = caller;
    const isInside = to === companyNumber || accountAt(to)?.extension !== undefined;
    if (isInside) return { direction: 'inbound', from: extension ?? address, to, caller: undefined, meant };
    if (extension === undefined) return undefined;
    return { direction: 'outbound', from: companyNumber, to, caller: extension, meant: [extension] };
  }

  return async (callId, caller, to) => {
    if (to === companyNumber) {
      const from = caller.extension ?? caller.address;
      const plan = await ask({ call_id: callId, from, to });
      const first = 'steps' in plan ? (plan.steps[0]?.numbers ?? []) : [];
      return { plan, sides: sidesOf(caller, to, first) };
    }
    const isNone = to === '' || (isExtension(to) && accountAt(to) === undefined);
    const plan: RoutePlan = isNone
      ? { status: 404, reason: 'Not Found' }
      : isExtension(to)
        ? { steps: [{ numbers: [to], rings }] }
        : outside(to);
    return { plan, sides: sidesOf(caller, to, [to]) };
  };
}
