const longest = 29;

/** `{application}/{environment}/{role}`, or why the platform would refuse it. */
export function scenarioName(
  application: string,
  environment: string,
  role: string,
): { readonly name: string } | { readonly fault: string } {
  const parts = [application, environment, role];
  for (const [what, part] of [
    ['application', application],
    ['environment', environment],
  ] as const) {
    if (!/^[^\s/]+$/.test(part))
      return { fault: `--${what} "${part}" must be a word without "/" and spaces` };
  }
  const name = parts.join('/');
  // The platform counts characters, whatever they are.
  const lengths = parts.map((part) => Array.from(part).length);
  const sum = lengths.reduce((whole, length) => whole + length, parts.length - 1);
  if (sum <= longest) return { name };
  return {
    fault:
      `${name} is too long: ${lengths.join(' + 1 + ')} = ${sum} characters, Voximplant takes ${longest}. ` +
      `Shorten --application or --environment by ${sum - longest}.`,
  };
}
