import type { PbxOrder } from '../../protocol/pbx-order';

/** As HTTP says it. */
export interface OrderWord {
  readonly status: number;
  readonly message: string;
}

const longest = 128;

/** Undefined for what is none. */
export function parsePbxOrder(text: string): PbxOrder | undefined {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof given !== 'object' || given === null) return undefined;
  const fields = given as Readonly<Record<string, unknown>>;
  const word = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' && value.length <= longest ? value.trim() : '';
  };
  const [command, extension, phone, call_id] = ['command', 'extension', 'phone', 'call_id'].map(word);
  if (!extension || !call_id) return undefined;
  if (command === 'hangup') return { command, extension, call_id };
  return command === 'originate' && phone ? { command, extension, phone, call_id } : undefined;
}
