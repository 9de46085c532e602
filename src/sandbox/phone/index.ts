import { page } from './page';
import type { PageData } from './page-data';
import { phone, type Phone } from './phone';
import type { PhoneAccount } from './sip-phone';
import { sounds } from './sounds';
import { textsOf } from './texts';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
const audio = new Audio();
const tones = sounds();
let current: Phone | undefined;
let wanted = 0;

const view = page(data, textsOf(document.documentElement.lang), {
  onLine: (number) => void signIn(number),
  onCall: (number) => current?.call(number.replace(/[^\d+]/g, '')),
  onAnswer: () => current?.answer(),
  onHangUp: () => current?.hangUp(),
  onKey: (key) => current?.tone(key),
});

function play(sound: MediaStream | undefined): void {
  audio.srcObject = sound ?? null;
  if (sound !== undefined) void audio.play().catch(() => undefined);
}

/** Takes the telephone line with this number; null: the answering machine's. A desk phone has but its own. */
async function signIn(number: string | null): Promise<void> {
  const turn = (wanted += 1);
  const response = await fetch('/phone/line', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(data.desk === null ? { number } : { extension: data.desk.extension }),
  });
  if (turn !== wanted) return;
  if (!response.ok) return view.wrongNumber();
  const account = (await response.json()) as PhoneAccount & { number: string };
  current?.stop();
  const next: Phone = phone({
    ...{ account, play, sounds: tones },
    isMachine: number === null,
    onState(state) {
      if (turn === wanted) view.show(state, account.number);
    },
  });
  current = next;
}

window.addEventListener('pagehide', () => current?.stop());
void signIn(new URLSearchParams(location.search).get('number') ?? data.people[0]?.number ?? '');
