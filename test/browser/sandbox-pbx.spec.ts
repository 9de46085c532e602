import { sipChecks } from './bare-phone/checks';
import type { BareAccount } from './bare-phone/page';
import { startSandbox } from './sandbox';

sipChecks("the sandbox's PBX", async () => {
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
});
