import type { PhoneCall } from '../agent/phone-state';
import { clockTime } from '../domain/call-words';
import type { Texts } from '../domain/texts';
import type { FarSide } from './phone-caller';
import { qualityModel, type QualityModel } from './phone-quality';
import { shownShortcut } from './phone-shortcuts';
import { endingWords } from './phone-words';

export type CallAction =
  'answer' | 'decline' | 'decline-here' | 'hang-up' | 'mute' | 'hold' | 'keys' | 'transfer' | 'add' | 'again';

export interface CallButton {
  readonly do: CallAction;
  readonly text: string;
  /** Shown on hover; empty: none. */
  readonly keys: string;
  /** `true` or `false` for what is switched on and off, else empty. */
  readonly pressed: string;
  readonly busy: boolean;
}

/** All that `templates/phone-call.twig` prints of one call. */
export interface PhoneCallModel {
  readonly id: string;
  readonly tone: 'ringing' | 'waiting' | 'calling' | 'talking' | 'held' | 'ended';
  readonly state: string;
  readonly who: FarSide;
  /** Why it rings this agent; empty when that does not matter any more. */
  readonly why: string;
  readonly time: string;
  /** Start of a running clock, ms since 1970; empty: it stands. */
  readonly since: string;
  readonly quality: QualityModel | undefined;
  /** What the agent has to know now, worst first. */
  readonly notices: readonly { readonly tone: 'bad' | 'plain'; readonly text: string }[];
  /** Large ones: answer, decline, hang up. */
  readonly main: readonly CallButton[];
  readonly more: readonly CallButton[];
  /** Shown in one line: another talk is the one that counts. */
  readonly small: boolean;
}

export interface CallFacts {
  readonly who: FarSide;
  readonly now: number;
  readonly texts: Texts;
  /** Other calls that are not over. */
  readonly others: readonly PhoneCall[];
  /** What has been asked of this call and not been answered yet. */
  readonly pending: readonly string[];
  /** What is open below the call. */
  readonly open: string;
}

const isTalk = ({ stage }: PhoneCall): boolean =>
  stage === 'talking' || stage === 'answering' || stage === 'joining';
const isUnderWay = (call: PhoneCall): boolean =>
  isTalk(call) || call.stage === 'preparing' || call.stage === 'calling' || call.stage === 'alerting';

function toneOf(call: PhoneCall, others: readonly PhoneCall[]): PhoneCallModel['tone'] {
  if (call.stage === 'incoming') return others.some(isUnderWay) ? 'waiting' : 'ringing';
  if (call.stage === 'ended' || call.stage === 'ending') return 'ended';
  if (call.stage !== 'talking') return 'calling';
  return call.held && !call.mixed ? 'held' : 'talking';
}

function stateText(call: PhoneCall, tone: PhoneCallModel['tone'], texts: Texts): string {
  if (call.stage === 'ended') return endingWords(call, texts);
  if (call.transfer !== undefined)
    return texts(`phone.state.transfer${call.transfer.trying ? '_trying' : ''}`, { to: call.transfer.to });
  if (tone === 'waiting') return texts('phone.state.waiting');
  if (call.stage !== 'talking') return texts(`phone.state.${call.stage}`);
  if (call.mixed) return texts('phone.state.mixed');
  if (call.held) return texts('phone.state.held');
  return texts(call.farHeld ? 'phone.state.far_held' : 'phone.state.talking');
}

function noticesOf(
  call: PhoneCall,
  quality: QualityModel | undefined,
  texts: Texts,
): PhoneCallModel['notices'] {
  if (call.stage !== 'talking') return [];
  const bad = (text: string): PhoneCallModel['notices'][number] => ({ tone: 'bad', text });
  return [
    ...(quality !== undefined && quality.words !== ''
      ? [quality.tone === 'bad' ? bad(quality.words) : { tone: 'plain' as const, text: quality.words }]
      : []),
    ...(call.note === undefined
      ? []
      : [
          call.note === 'microphone-replaced'
            ? { tone: 'plain' as const, text: texts(`phone.note.${call.note}`) }
            : bad(texts(`phone.note.${call.note}`)),
        ]),
  ];
}

/** One call on the panel, with the buttons that make sense in its stage. */
export function phoneCallModel(call: PhoneCall, facts: CallFacts): PhoneCallModel {
  const { texts, others, pending, now } = facts;
  const tone = toneOf(call, others);
  const button = (action: CallAction, text: string, pressed?: boolean, keys = ''): CallButton => ({
    do: action,
    text: texts(`phone.do.${text}`),
    keys,
    pressed: pressed === undefined ? '' : String(pressed),
    busy: pending.includes(`${action}:${call.id}`),
  });
  const talking = call.stage === 'talking';
  const quality = talking ? qualityModel(call.sound, texts) : undefined;
  const inFront = others.some((other) => isUnderWay(other) && (other.stage !== 'talking' || !other.held));
  const small = (tone === 'held' && inFront) || (tone === 'ended' && others.length > 0);
  const open = (name: string): boolean => facts.open === `${name}:${call.id}`;
  const hangUp = button('hang-up', talking ? 'hang_up' : 'cancel', undefined, shownShortcut('hang-up'));
  const main: CallButton[] =
    tone === 'ringing' || tone === 'waiting'
      ? [
          button('answer', tone === 'waiting' ? 'answer_hold' : 'answer', undefined, shownShortcut('answer')),
          button('decline', 'decline', undefined, tone === 'ringing' ? shownShortcut('hang-up') : ''),
        ]
      : tone === 'ended'
        ? call.stage === 'ended' && facts.who.dial !== '' && !small
          ? [button('again', 'again')]
          : []
        : [hangUp];
  const hold = button(
    'hold',
    call.held ? (inFront ? 'swap' : 'unhold') : 'hold',
    call.held,
    shownShortcut('hold'),
  );
  const more: CallButton[] =
    tone === 'ringing' || tone === 'waiting'
      ? [button('decline-here', 'decline_here')]
      : !talking
        ? []
        : small
          ? [hold]
          : [
              button('mute', 'mute', call.muted, shownShortcut('mute')),
              hold,
              button('keys', 'keys', open('keys')),
              button('transfer', 'transfer', open('transfer')),
              ...(others.filter(isTalk).length === 0 ? [button('add', 'add', open('add'))] : []),
            ];
  return {
    id: call.id,
    tone,
    state: stateText(call, tone, texts),
    who: facts.who,
    why: tone === 'ended' ? '' : facts.who.why,
    time:
      call.joinedAt === undefined
        ? ''
        : clockTime(((call.stage === 'ended' ? (call.endedAt ?? now) : now) - call.joinedAt) / 1000),
    since: call.joinedAt === undefined || call.stage === 'ended' ? '' : String(call.joinedAt),
    quality: quality?.tone === 'none' ? undefined : quality,
    notices: noticesOf(call, quality, texts),
    main,
    more,
    small,
  };
}
