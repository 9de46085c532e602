import type { Amo } from './config';
import { extensionsIn } from './extensions';
import type { ExtensionMap } from './extensions';
import { Refusal } from './refusal';

const deadline = 3_000;
const largest = 4 * 1024 * 1024;

const unavailable = (message: string): Refusal => new Refusal(503, 'crm_unavailable', message, 5);

/** Reads the widget's settings from the account (`GET /api/v4/widgets/{code}`). Throws a 503 `Refusal` that says what to do. */
export function amoSettings(amo: Pick<Amo, 'url' | 'widgetCode'>, fetchWith: typeof fetch) {
  const url = new URL(`/api/v4/widgets/${encodeURIComponent(amo.widgetCode)}`, amo.url);

  return async (): Promise<ExtensionMap> => {
    let status: number;
    let body: string;
    try {
      const response = await fetchWith(url, {
        headers: { accept: 'application/json' },
        // The token must not follow wherever an answer points.
        redirect: 'error',
        signal: AbortSignal.timeout(deadline),
      });
      status = response.status;
      body = await response.text();
    } catch {
      throw unavailable('The CRM does not answer: the internal numbers cannot be read now.');
    }
    if (status === 401)
      throw unavailable('The CRM refuses the token: renew AMO_TOKEN, or install the integration anew.');
    if (status === 404 || status === 204)
      throw unavailable('The CRM knows no such widget: check AMO_WIDGET_CODE.');
    if (status !== 200 || body.length > largest)
      throw unavailable(`The CRM answers ${status}: try again soon.`);
    let parsed: unknown;
    try {
      parsed = JSON.parse(body);
    } catch {
      throw unavailable('The CRM answers with something other than JSON: try again soon.');
    }
    return extensionsIn((parsed as { settings?: unknown } | null)?.settings);
  };
}
