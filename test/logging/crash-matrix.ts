import { dice } from '../../src/sandbox/crm/demo/dice';
import { callsOfADay, type ExpectedCall } from './calls-of-a-day';
import type { CrmLedger } from './crm-ledger';
import { failingCrm, type Mood } from './failing-crm';
import { firedAtGateway } from './fired-at-gateway';

export interface Matrix {
  readonly seed: number;
  readonly calls: number;
  readonly kills: number;
  /** Of the gateway, requests a second. */
  readonly rate: number;
  readonly shares: Readonly<Partial<Record<Mood, number>>>;
  readonly folder: string;
  /** Ms for all of it. */
  readonly patience: number;
}

export interface Verdict {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Logged without the recording that the PBX has told of. */
  readonly mute: readonly string[];
  readonly kills: number;
  readonly requests: number;
  readonly peak: number;
  readonly met: ReadonlyMap<string, number>;
  readonly asked: ReadonlyMap<string, number>;
  readonly strange: readonly string[];
  readonly refused: number;
  readonly seconds: number;
}

const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / 40) }, (_, index) => all.slice(index * 40, index * 40 + 40));

const tail = (phone: string): string => phone.slice(-10);

function tally<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

/** Compares what the PBX told with what the CRM was really made to do. */
function judge(calls: readonly ExpectedCall[], { notes, inbox, contacts }: CrmLedger) {
  const noted = tally(notes, ({ params }) => String(params['uniq']));
  const inboxed = tally(inbox, ({ metadata }) => String(metadata['uniq']));
  const made = tally(contacts, ({ phone }) => phone);
  const linked = new Set(
    [...notes.map(({ params }) => params), ...inbox.map(({ metadata }) => metadata)]
      .filter(({ link }) => typeof link === 'string' && link !== '')
      .map(({ uniq }) => String(uniq)),
  );
  const lost: string[] = [];
  const mute: string[] = [];
  const doubled = [...made].filter(([, times]) => times > 1).map(([phone]) => `contact ${phone}`);
  for (const { id, phone, fate, recorded, makesContact } of calls) {
    // Once a contact was made for a number, later calls of that number belong to it.
    const either = fate !== 'note' && made.has(tail(phone));
    const times = (noted.get(id) ?? 0) + (inboxed.get(id) ?? 0);
    if (times === 0 && fate !== 'nothing') lost.push(id);
    if (times > 1) doubled.push(id);
    if (fate === 'nothing' && times > 0 && !either) doubled.push(`${id}, which belongs nowhere`);
    if (fate === 'note' && inboxed.has(id)) doubled.push(`${id}, in the inbox`);
    if (makesContact && !made.has(tail(phone))) lost.push(`contact of ${id}`);
    if (recorded && noted.has(id) && !linked.has(id)) mute.push(id);
  }
  return { lost, doubled, mute };
}

/** Ended calls, a CRM in every mood, a gateway killed in mid-work: what stands in the CRM at the end? */
export async function crashMatrix(matrix: Matrix): Promise<Verdict> {
  const { seed, kills, rate, shares, folder, patience } = matrix;
  const chance = dice(seed + 1);
  const calls = callsOfADay(matrix.calls, seed);
  const began = performance.now();
  const left = (): number => patience - (performance.now() - began);

  /** Requests between two deaths: half of them come in the first moments after a start. */
  const nextLife = (): number => (chance.chance(0.5) ? chance.int(1, 8) : chance.int(9, 60));
  let killed = 0;
  let lives = nextLife();
  let dying: Promise<void> | undefined;
  const die = (): void => {
    if (dying !== undefined || killed >= kills) return;
    lives -= 1;
    if (lives > 0) return;
    killed += 1;
    lives = nextLife();
    dying = gateway
      .kill()
      .then(() => gateway.start())
      .finally(() => (dying = undefined));
  };

  const crm = await failingCrm({
    seed: seed + 2,
    shares,
    settings: { extensions: { 1: '101', 2: '102', 3: '103' } },
    onMoment: die,
  });
  const gateway = await firedAtGateway(crm.url, folder, {
    CRM_RATE: String(rate),
    OUTBOUND_UNKNOWN: 'create_contact',
    RECORDING_WAIT: '1',
  });
  try {
    await gateway.start();
    // The PBX tells as fast as it can at first, and some of it all along.
    const ends = batches(calls).map((some) => some.flatMap(({ events }) => events));
    for (const [index, batch] of ends.entries()) {
      await gateway.post(batch);
      if (index > ends.length / 2) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const batch of batches(calls.flatMap(({ later }) => later))) await gateway.post(batch);
    let quiet = 0;
    while (quiet < 3) {
      if (left() < 0) {
        const { counts, stopped, rows } = await gateway.journal();
        const standing = JSON.stringify(
          { counts, stopped, rows, kills: killed, requests: crm.requests() },
          null,
          1,
        );
        throw new Error(`not done in ${patience} ms: ${standing} ${gateway.output()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
      await dying;
      const counts = await gateway.journal().then(
        (page) => page.counts,
        () => undefined,
      );
      const idle = counts?.waiting === 0 && counts.held === 0;
      if (idle && killed < kills && lives > 1) lives = 1;
      quiet = idle ? quiet + 1 : 0;
    }
    const { counts } = await gateway.journal();
    await gateway.asked();
    return {
      ...judge(calls, crm.ledger),
      kills: killed,
      requests: crm.requests(),
      peak: crm.peak(),
      met: crm.met,
      asked: crm.asked,
      strange: [...crm.ledger.strange],
      refused: counts.refused,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await dying;
    await gateway.kill();
    crm.close();
  }
}
