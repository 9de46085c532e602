/** Targets that ring at the same moment; whoever answers first has the call. */
export interface RingStep {
  readonly extensions: readonly string[];
  readonly seconds: number;
  /** As the gateway words it, for the agents' cards. */
  readonly why?: string;
}

export type RouteAnswer =
  | { readonly action: 'forward'; readonly steps: readonly RingStep[]; readonly reason: string }
  | { readonly action: 'reject'; readonly code: number; readonly message: string };

type Fields = Readonly<Record<string, unknown>>;
const fieldsOf = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});
const within = (raw: unknown, least: number, most: number): number | undefined =>
  typeof raw === 'number' && raw >= least && raw <= most ? raw : undefined;

const word = (raw: unknown): string => (typeof raw === 'string' ? raw : '');

interface Target {
  readonly extension: string;
  readonly seconds: number;
  readonly step: number;
  readonly why: string;
}

function readTarget(raw: unknown, index: number): Target[] {
  const { extension, timeout, step, why } = fieldsOf(raw);
  if (typeof extension !== 'string' || extension.trim() === '') return [];
  return [
    {
      extension: extension.trim(),
      seconds: within(timeout, 1, 600) ?? 20,
      // An answer without steps names targets that ring one after another.
      step: within(step, 0, 1000) ?? index,
      why: word(why),
    },
  ];
}

/** The text of the gateway's answer to `POST /v1/route`; undefined: it cannot be followed. */
export function readRouteAnswer(text: string): RouteAnswer | undefined {
  let raw: Fields;
  try {
    raw = fieldsOf(JSON.parse(text));
  } catch {
    return undefined;
  }
  if (raw['action'] === 'reject') {
    const code = within(raw['code'], 400, 699) ?? 480;
    return { action: 'reject', code, message: word(raw['message']) };
  }
  if (raw['action'] !== 'forward' || !Array.isArray(raw['targets'])) return undefined;
  const targets = raw['targets'].flatMap((each, index) => readTarget(each, index));
  const order = [...new Set(targets.map(({ step }) => step))].sort((a, b) => a - b);
  const steps = order.map((step) => {
    const together = targets.filter((target) => target.step === step);
    const why = together[0]?.why ?? '';
    return {
      extensions: [...new Set(together.map(({ extension }) => extension))],
      seconds: Math.max(...together.map(({ seconds }) => seconds)),
      ...(why !== '' && { why }),
    };
  });
  if (steps.length === 0) return undefined;
  return { action: 'forward', steps, reason: word(raw['reason']) };
}
