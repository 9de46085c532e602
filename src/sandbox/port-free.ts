import { createServer } from 'node:net';

/** Whether nobody listens on this port of this machine, by IPv4 or by IPv6: a browser asks both for `localhost`. */
export async function portFree(port: number): Promise<boolean> {
  const free = await Promise.all(
    ['127.0.0.1', '::1'].map(
      (host) =>
        new Promise<boolean>((resolve) => {
          const probe = createServer();
          // A machine without IPv6 has nobody there either.
          probe.once('error', ({ code }: NodeJS.ErrnoException) =>
            resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'),
          );
          probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
        }),
    ),
  );
  return free.every(Boolean);
}
