/** Answers of services that are not there, by what is asked: `cxRest.get cli`, or `cxRest.get` for any path. */
export type RecordedAnswers = Readonly<Record<string, unknown>>;

/** The answer to `name(first, …)` as JSON text; `given`: what it is without one. Throws where there is none. */
export function recordedAnswer(
  answers: RecordedAnswers,
  name: string,
  args: readonly unknown[],
  given: unknown,
): string {
  const [first] = args;
  const exact = typeof first === 'string' ? `${name} ${first}` : name;
  const key = [exact, name].find((candidate) => Object.hasOwn(answers, candidate));
  if (key !== undefined) return JSON.stringify(answers[key]);
  if (given !== undefined) return JSON.stringify(given);
  throw new Error(`${name}: no answer is recorded for it here; give one under "${exact}" or "${name}"`);
}
