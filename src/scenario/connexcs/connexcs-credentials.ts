/** How ConnexCS is told who asks: a refresh token, or the user whose password gets one. */
export type ConnexcsCredentials =
  | { readonly kind: 'token'; readonly refreshToken: string }
  | { readonly kind: 'user'; readonly user: string; readonly password: string };

type Env = Readonly<Record<string, string | undefined>>;

const cure =
  'Set CONNEXCS_REFRESH_TOKEN (Setup, Integrations, JWT Keys), or CONNEXCS_USER and CONNEXCS_PASSWORD to get one.';

export interface ConnexcsAccess {
  readonly credentials: ConnexcsCredentials;
  /** The app that the scripts belong to. */
  readonly app: string;
}

/** Reads the environment; a fault never repeats what it has read. */
export function readConnexcsAccess(
  env: Env,
): { readonly access: ConnexcsAccess } | { readonly fault: string } {
  const read = (name: string): string => env[name]?.trim() ?? '';
  const app = read('CONNEXCS_APP_ID');
  if (!/^\d+$/.test(app)) {
    const wrong = app === '' ? 'is not set' : 'is no number';
    return { fault: `CONNEXCS_APP_ID ${wrong}: give the id of the app that the scripts belong to.` };
  }
  const refreshToken = read('CONNEXCS_REFRESH_TOKEN');
  if (refreshToken !== '') return { access: { app, credentials: { kind: 'token', refreshToken } } };
  const [user, password] = [read('CONNEXCS_USER'), read('CONNEXCS_PASSWORD')];
  if (user === '' || password === '') return { fault: `No credentials. ${cure}` };
  return { access: { app, credentials: { kind: 'user', user, password } } };
}
