import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { emptyPage, goTo, phonePermissions } from '../bare-phone/open-page';
import type { BareAccount } from '../bare-phone/bare-account';
import { startSandbox } from '../sandbox';
import { startKamailio } from './kamailio';

/** A PBX, and three users of it. */
export interface PbxLab {
  /** Any page of an origin that phones may come from. */
  readonly page: string;
  readonly users: readonly [BareAccount, BareAccount, BareAccount];
  stop(): Promise<void>;
}

export async function sandboxLab(): Promise<PbxLab> {
  const sandbox = await startSandbox();
  const account = async (number: string): Promise<BareAccount> => {
    const response = await fetch(`${sandbox.crm}/phone/line`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ number }),
    });
    const { url, username, password } = (await response.json()) as Record<string, string>;
    return { url: url!, domain: 'sandbox', username: username!, password: password!, address: number };
  };
  return {
    page: `${sandbox.crm}/phone/style.css`,
    users: [await account('+79160000011'), await account('+79160000022'), await account('+79160000033')],
    stop: () => sandbox.stop(),
  };
}

export async function kamailioLab(): Promise<PbxLab> {
  const kamailio = await startKamailio();
  return {
    page: emptyPage,
    users: [kamailio.account('101'), kamailio.account('102'), kamailio.account('103')],
    stop: () => kamailio.stop(),
  };
}

const built = (name: string): Promise<string> =>
  readFile(path.resolve(__dirname, '../../../dist/phone-page', name), 'utf8');

/** A page at `address` with a phone that is registered, in `window.phone`. */
export async function openPhone(
  browser: Browser,
  address: string,
  { url, domain, username, password, address: user }: BareAccount,
  kind: 'ours' | 'plain' = 'ours',
  tones?: 'info',
): Promise<Page> {
  const page = await (await browser.newContext({ permissions: phonePermissions })).newPage();
  await goTo(page, address);
  await page.addScriptTag({
    content: 'window.define = (...parts) => { window.phonePart = parts.pop()(); };',
  });
  for (const name of ['page.js', 'phone.js']) await page.addScriptTag({ content: await built(name) });
  await page.evaluate(
    async ([which, options]) => {
      window.phone = (await window.phonePage.open(which, options)) as typeof window.phone;
    },
    [
      kind,
      {
        ...{ url, user, domain, username, password, iceServers: [] },
        ...(tones !== undefined && { tones }),
      },
    ] as const,
  );
  await page.waitForFunction(() => window.phone.isReady());
  return page;
}
