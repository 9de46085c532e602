const step = 50;

/** Waits until the address answers 200, at most `patience` ms; throws an error that names it. */
export async function answers(url: string, patience: number): Promise<void> {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    await response?.arrayBuffer().catch(() => undefined);
    if (response?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, step));
  }
  throw new Error(`${url} does not answer after ${patience / 1000} s`);
}
