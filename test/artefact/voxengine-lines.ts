import { emulated } from '../fakes/voxengine';

/** Runs lines at the session's start; what it logged, and why it was killed, if it was. */
export async function tried(code: string, calls: object = {}) {
  const run = await emulated(
    `VoxEngine.addEventListener(AppEvents.Started, ${code.includes('await') ? 'async ' : ''}() => {
      const log = (word) => Logger.write(String(word));
      ${code}
    });`,
    { inbound: null, ...calls },
  );
  const words = (kind: string) => run.entries.filter((entry) => entry.kind === kind).map(({ text }) => text);
  return { run, logs: words('log'), breaches: words('breach'), fault: run.fault };
}
