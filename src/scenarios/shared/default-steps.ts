import type { RingStep } from './route-answer';

/**
 * Who rings while the gateway is silent, as an integrator writes it: a comma between those that ring in turn, a space
 * between those that ring together ("101 102, +74957654321"). The time of the call is shared out evenly.
 */
export function defaultSteps(text: string, seconds: number): readonly RingStep[] {
  const steps = text
    .split(/[,;]/)
    .map((part) => part.split(/\s+/).filter((word) => word !== ''))
    .filter(({ length }) => length > 0);
  return steps.map((extensions) => ({ extensions, seconds: Math.floor(seconds / steps.length) }));
}
