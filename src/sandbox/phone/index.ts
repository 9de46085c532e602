import { page } from './page';
import type { PageData } from './page-data';
import { phone, type Phone } from './phone';
import type { PhoneState } from './phone-state';
import type { PhoneAccount } from './sip-phone';
import { sounds } from './sounds';
import { textsOf } from './texts';

const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as PageData;
const audio = new Audio();
const tones = sounds();
let current: Phone | undefined;
/** Wishes for a line, counted: the last, the last that was answered, and the one that `current` came from. */
let [wanted, answered, line] = [0, 0, 0];

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

/** What `current` has told of itself, and its number. */
let told: PhoneState = { line: 'signing-in', call: undefined, ending: undefined };
let own = '';

/** While another line is asked for no call can begin: it would end with the line it began on. */
function show(): void {
  view.show(answered === wanted ? told : { ...told, line: 'signing-in', ending: undefined }, own);
}

/** The account of the line with this number; undefined where there is none. */
async function accountOf(number: string | null): Promise<(PhoneAccount & { number: string }) | undefined> {
  const response = await fetch('/phone/line', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(data.desk === null ? { number } : { extension: data.desk.extension }),
  });
  return response.ok ? ((await response.json()) as PhoneAccount & { number: string }) : undefined;
}

/** Takes the telephone line with this number; null: the answering machine's. A desk phone has but its own. */
async function signIn(number: string | null): Promise<void> {
  const turn = (wanted += 1);
  show();
  const account = await accountOf(number);
  if (turn !== wanted) return;
  answered = turn;
  if (account === undefined) {
    view.wrongNumber();
    return show();
  }
  current?.stop();
  [line, own] = [turn, account.number];
  current = phone({
    ...{ account, play, sounds: tones },
    isMachine: number === null,
    onState(state) {
      if (line !== turn) return;
      told = state;
      show();
    },
  });
}

window.addEventListener('pagehide', () => current?.stop());
void signIn(new URLSearchParams(location.search).get('number') ?? data.people[0]?.number ?? '');
