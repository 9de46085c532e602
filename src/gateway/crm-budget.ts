import { requestBudget } from '../domain/request-budget';

const second = 1_000;

/** To be called once the CRM has had the request: its answer begins, or there will be none. */
export type Arrived = () => void;
/** Asks for a turn; settles when one request may be sent. `urgent`: somebody waits for the answer at this moment. */
export type CrmTurn = (urgent?: boolean) => Promise<Arrived>;

/**
 * At most `rate` requests that reach the CRM in any second. A request may be long on its way, the first ones of a new
 * process above all: its second begins when it has arrived, or a second after its turn where nobody can say.
 */
export function crmBudget(
  rate: number,
  after: (ms: number, run: () => void) => unknown,
  { age = second } = {},
): CrmTurn {
  /** The ends of turns that are given and not yet taken, in their order. */
  const ends: (() => void)[] = [];
  let isOpen = false;
  const turn = requestBudget(
    rate,
    // What is waited for before the first turn is others' second; then each turn says how it ends.
    (ms, end) => (isOpen ? ends.push(end) : after(ms, end)),
    { age },
  );
  isOpen = true;
  return async (urgent) => {
    await turn(urgent);
    const end = ends.shift();
    let hasArrived = false;
    const arrived = (): void => {
      if (hasArrived) return;
      hasArrived = true;
      if (end !== undefined) after(second, end);
    };
    after(second, arrived);
    return arrived;
  };
}
