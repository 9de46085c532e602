/** The targets of the table's words ("101 > 102+103"), or a refusal's code; without reason and seconds. */
export const targetsOf = (words: string): string =>
  /^\d/.test(words) ? words.slice(0, 3) : words.replace(/^\w+: /, '').replace(/ \/\d+/g, '');

/** The same of an answer of `POST /v1/route`. */
export function targetsIn(
  route:
    | { readonly action: 'reject'; readonly code: number }
    | {
        readonly action: 'forward';
        readonly targets: readonly { readonly extension: string; readonly step: number }[];
      },
): string {
  if (route.action === 'reject') return String(route.code);
  const steps = new Map<number, string[]>();
  for (const { extension, step } of route.targets) steps.set(step, [...(steps.get(step) ?? []), extension]);
  return [...steps.values()].map((targets) => targets.join('+')).join(' > ');
}
