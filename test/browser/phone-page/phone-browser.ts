import { chromium, type Browser } from '@playwright/test';
import { addressBarPages, executablePath, quietArgs } from '../chromium';

/** A microphone that beeps and is always allowed, between phones on this machine alone. */
export const soundArgs = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--disable-features=${['WebRtcHideLocalIpsWithMdns', ...addressBarPages].join(',')}`,
  '--allow-loopback-in-peer-connection',
];

/** A browser whose microphone beeps and is always allowed. */
export const phoneBrowser = (more: readonly string[] = [], program = executablePath): Promise<Browser> =>
  chromium.launch({
    executablePath: program,
    args: [
      ...quietArgs,
      ...soundArgs,
      ...(more.some((one) => one.startsWith('--autoplay'))
        ? []
        : ['--autoplay-policy=no-user-gesture-required']),
      ...more,
    ],
  });
