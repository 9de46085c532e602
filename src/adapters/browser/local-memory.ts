import { faultCodes } from '../../domain/fault';
import type { Memory, Remembered } from '../../ports/memory';

const nothing: Remembered = { filed: [], closed: [], told: {} };

const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

function remembered(text: string | null): Remembered {
  let value: unknown;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return nothing;
  }
  if (typeof value !== 'object' || value === null) return nothing;
  const { cursor, filed, closed, told } = value as Record<string, unknown>;
  const times = (typeof told === 'object' && told !== null ? told : {}) as Record<string, unknown>;
  return {
    ...(Number.isSafeInteger(cursor) && { cursor: cursor as number }),
    filed: strings(filed),
    closed: strings(closed),
    told: Object.fromEntries(
      faultCodes.flatMap((code) => (typeof times[code] === 'number' ? [[code, times[code]]] : [])),
    ),
  };
}

/** Port `Memory` over localStorage, which all tabs read in one order. Without storage it lasts as long as the page. */
export function localMemory(key: string): Memory {
  let fallback = nothing;
  const read = (): Remembered => {
    try {
      return remembered(localStorage.getItem(key));
    } catch {
      return fallback;
    }
  };
  return {
    read,
    change(step) {
      fallback = step(read());
      try {
        localStorage.setItem(key, JSON.stringify(fallback));
      } catch {
        // Full or forbidden: `fallback` holds it for this page.
      }
    },
  };
}
