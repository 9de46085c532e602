import { expect } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import type { Desk } from '../../../src/agent/desk';
import type { PhoneCommand } from '../../../src/agent/phone-command';
import type { PhoneCall } from '../../../src/agent/phone-state';
import type { PhoneStage } from '../../../src/domain/phone-call';
import { pressIn, type Tab } from '../many-tabs';
import type { PageWatch } from '../phone-page/page-watch';

declare global {
  interface Window {
    soundWatch: PageWatch;
    lastDesk: Desk | undefined;
    tell(command: PhoneCommand): Promise<unknown>;
  }
}

export interface HostApp {
  readonly sdk: { getCallingStatus(): boolean };
  readonly widgets: { cf_actions: { phone: Record<string, (data: { value: string }) => void> } };
}

export const patient = { timeout: 20_000 };

/** As one more tab of this user would: reads what the leader publishes, and commands it. */
export function listenAsTab(name: string): void {
  const channel = new BroadcastChannel(name);
  const waiting = new Map<string, (answer: unknown) => void>();
  channel.onmessage = ({ data }: MessageEvent<Record<string, unknown>>) => {
    if (data['kind'] === 'state') window.lastDesk = data['state'] as Desk;
    if (data['kind'] === 'answer') waiting.get(String(data['id']))?.(data['answer']);
  };
  window.tell = (command) =>
    new Promise((resolve) => {
      const id = crypto.randomUUID();
      waiting.set(id, resolve);
      channel.postMessage({ kind: 'command', id, command: { do: 'phone', command } });
    });
}

export const callIn = async (page: Page): Promise<PhoneCall | undefined> =>
  page.evaluate(() => window.lastDesk?.phone?.state.calls.find(({ stage }) => stage !== 'ended'));
export const stage = async (page: Page): Promise<string> => (await callIn(page))?.stage ?? 'none';
export const isReady = (page: Page): Promise<boolean> =>
  page.evaluate(() => window.lastDesk?.phone?.state.link === 'ready');
export const isCalling = (page: Page): Promise<boolean> =>
  page.evaluate(() => (window as unknown as { APP: HostApp }).APP.sdk.getCallingStatus());
export const microphones = (page: Page): Promise<number> =>
  page.evaluate(() => window.soundWatch.microphones());

/** Presses a button of the call's card. */
export const press = async (tab: Tab, act: string): Promise<void> => {
  await tab.page.bringToFront();
  await pressIn(tab.page, `[data-act="${act}"]`);
};

/** Sound comes in, with energy in it, from now on. */
export async function hears(page: Page): Promise<void> {
  const before = await page.evaluate(() => window.soundWatch.sound());
  await expect
    .poll(async () => {
      const now = await page.evaluate(() => window.soundWatch.sound());
      // What came is told in the failure: no packets, or packets that nobody plays.
      return now.packetsIn > before.packetsIn + 20 && now.energyIn > before.energyIn
        ? 'sound'
        : {
            url: page.url(),
            before,
            now,
            connections: await page.evaluate(() => window.soundWatch.states()),
            // The talk may be in another tab by now, or over.
            phone: await page.evaluate(() => window.lastDesk?.phone),
          };
    }, patient)
    .toBe('sound');
}

/** The page does nothing for so long, as soon as a call is at that stage there. */
export const hangAt = (page: Page, stageOfCall: PhoneStage, ms: number): Promise<void> =>
  page.evaluate(
    (wanted, forSoLong) => {
      let desk: Desk | undefined;
      let hung = false;
      Object.defineProperty(window, 'lastDesk', {
        get: () => desk,
        set(next: Desk) {
          desk = next;
          if (hung || next.phone?.state.calls.some((call) => call.stage === wanted) !== true) return;
          hung = true;
          const end = performance.now() + forSoLong;
          while (performance.now() < end);
        },
      });
    },
    stageOfCall,
    ms,
  );
