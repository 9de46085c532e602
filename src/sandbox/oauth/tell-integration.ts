import { createHmac } from 'node:crypto';
import type { Widget } from '../crm/model';

const deadline = 10_000;

/** The CRM's own call of an address of the integration, whatever comes of it: `GET` from server to server. */
async function call(address: string, query: Readonly<Record<string, string>>): Promise<void> {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(deadline) }).then(
    ({ body }) => body?.cancel(),
    () => undefined,
  );
}

/** Host of the account as the CRM names it in `referer`. */
export const refererOf = (crmUrl: string): string => new URL(crmUrl).host;

/** The widget was installed in its window: a code goes to the redirect address, with `from_widget`. */
export const tellInstalled = (widget: Widget, crmUrl: string, code: string): Promise<void> =>
  call(widget.redirect_uri, {
    ...{ code, referer: refererOf(crmUrl), platform: '1', client_id: widget.client_uuid, from_widget: '1' },
  });

/** The integration was switched off: its uninstall hook hears of it, signed with its secret. */
export async function tellUninstalled(widget: Widget, account: number): Promise<void> {
  const { uninstall_uri: hook, client_uuid, client_secret } = widget;
  if (hook === undefined) return;
  const signature = createHmac('sha256', client_secret).update(`${client_uuid}|${account}`).digest('hex');
  await call(hook, { account_id: String(account), client_uuid, signature });
}
