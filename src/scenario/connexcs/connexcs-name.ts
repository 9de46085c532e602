/**
 * What a script is called in ConnexCS: others can import only names of small letters and digits, so the parts are
 * written together. Without application and environment (an app of the platform for each): the role alone.
 */
export function connexcsName(
  application: string | undefined,
  environment: string | undefined,
  role: string,
): { readonly name: string } | { readonly fault: string } {
  const parts = [application, environment, role].filter((part) => part !== undefined);
  const name = parts.join('');
  if (/^[a-z][a-z0-9]*$/.test(name)) return { name };
  return {
    fault: `"${name}" is no name for ConnexCS: give --application and --environment in small letters and digits`,
  };
}
