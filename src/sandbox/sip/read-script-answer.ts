import { dialledNumber } from './dialled-number';
import type { RingStep, RoutePlan } from './route-plan';

/** As a script may have left them: nothing of it is sure. */
type Fields = Readonly<Record<string, unknown>>;

/** Phones of a row that a script has left as it is, ms. */
const rowRings = 30_000;
const numberRings = 60_000;

const fieldsOf = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});
const listOf = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? (raw as unknown[]) : []);

function headerIn(place: unknown, name: string): string | undefined {
  const found = listOf(fieldsOf(place)['headers']).find(
    (one) => String(fieldsOf(one)['key']).toLowerCase() === name,
  );
  const value = fieldsOf(found)['value'];
  return typeof value === 'string' ? value : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** "103;20,101+102;20" of `X-Route-To`; undefined for what is not written like that. */
function stepsIn(to: string, why: string): readonly RingStep[] | undefined {
  const reasons = why.split(',').map(decoded);
  const steps = to.split(',').map((part, index): RingStep | undefined => {
    const [, who, seconds] = /^([^;]+);(\d+)$/.exec(part.trim()) ?? [];
    if (who === undefined) return undefined;
    // A "+" stands between two numbers, and before one with its country.
    const numbers = [...who.matchAll(/(?:^|\+)(\+?[^+]+)/g)].map(([, number = '']) => number);
    const because = reasons[index] ?? '';
    return { numbers, rings: Number(seconds) * 1000, ...(because !== '' && { why: because }) };
  });
  return steps.some((step) => step === undefined) ? undefined : steps.filter((step) => step !== undefined);
}

/** `data` that a script gave back: whom its headers name, the number it dials, or the gateways of the rows it has left. */
function planIn(data: Fields, to: string): RoutePlan | undefined {
  const routing = fieldsOf(data['routing']);
  const rows = routing['egress_routing'];
  const dialled = routing['dest_number'];
  if (typeof dialled === 'string' && dialled !== to) {
    const number = dialledNumber(dialled);
    return { steps: [{ numbers: [number ?? dialled], rings: numberRings }] };
  }
  for (const place of [listOf(rows)[0], data]) {
    const named = headerIn(place, 'x-route-to');
    const steps = named === undefined ? undefined : stepsIn(named, headerIn(place, 'x-route-why') ?? '');
    if (steps !== undefined) return { steps };
  }
  if (!Array.isArray(rows)) return undefined;
  const steps = rows
    .map((row) => Object.keys(fieldsOf(fieldsOf(row)['gw'])))
    .filter(({ length }) => length > 0)
    .map((numbers): RingStep => ({ numbers, rings: rowRings }));
  return steps.length > 0 ? { steps } : { status: 503, reason: 'No Routes Available' };
}

/** What a ScriptForge engine has answered; undefined where nobody can be rung by it. `to`: the number that was dialled. */
export function readScriptAnswer(answer: unknown, to: string): RoutePlan | undefined {
  const { action, code, message, data } = fieldsOf(answer);
  if (action === 'return') return planIn(fieldsOf(data), to);
  if (action !== 'reject' || typeof code !== 'number' || code < 400 || code > 699) return undefined;
  return { status: code, reason: String(message) };
}
