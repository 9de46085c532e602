import type { PhoneDesk } from '../agent/phone-desk';
import type { PhoneCall } from '../agent/phone-state';
import type { Texts } from '../domain/texts';
import type { FarSide } from './phone-caller';
import { lineModel } from './phone-line';
import { currentCall, shownShortcut } from './phone-shortcuts';

interface HeadButton {
  readonly do: string;
  readonly text: string;
  readonly keys: string;
  readonly pressed: string;
}

export interface PhoneHead {
  readonly tone: 'good' | 'wait' | 'bad' | 'call';
  readonly text: string;
  readonly folded: boolean;
  /** Id of the call that the folded panel stands for; empty: none. */
  readonly call: string;
  readonly since: string;
  readonly buttons: readonly HeadButton[];
  readonly settings: string;
  /** With a call on it, it can be folded and no more. */
  readonly closable: boolean;
}

export interface PhoneNotice {
  readonly key: string;
  readonly tone: 'wait' | 'bad' | 'plain';
  readonly text: string;
  /** What a click on it does; empty: nothing. */
  readonly do: string;
  readonly alert: boolean;
}

export const isLive = ({ stage }: PhoneCall): boolean => stage !== 'ended' && stage !== 'ending';

export function phoneHead(facts: {
  readonly phone: PhoneDesk;
  readonly folded: boolean;
  readonly open: string;
  readonly lostSince: string;
  readonly who: (call: PhoneCall) => FarSide;
  readonly texts: Texts;
}): PhoneHead {
  const { phone, folded, texts } = facts;
  const { state, deskPhone, both } = phone;
  const incoming = state.calls.find(({ stage }) => stage === 'incoming');
  const call = folded ? (incoming ?? currentCall(state.calls)) : undefined;
  const line = lineModel({ link: state.link, deskPhone, both, since: facts.lostSince }, texts);
  const button = (name: string, text: string, keys = '', pressed = ''): HeadButton => ({
    do: name,
    text: texts(`phone.do.${text}`),
    keys,
    pressed,
  });
  const end = button('hang-up', 'hang_up', shownShortcut('hang-up'));
  return {
    tone: call === undefined ? line.tone : 'call',
    text: call === undefined ? line.text : facts.who(call).title,
    folded,
    call: call?.id ?? '',
    since: call?.joinedAt === undefined ? '' : String(call.joinedAt),
    buttons:
      call === undefined
        ? []
        : call.stage === 'incoming'
          ? [button('answer', 'answer', shownShortcut('answer')), button('decline', 'decline')]
          : call.stage === 'talking'
            ? [button('mute', 'mute', shownShortcut('mute'), String(call.muted)), end]
            : [end],
    settings: String(facts.open === 'settings' || facts.open === 'check'),
    closable: !state.calls.some(isLive),
  };
}

export function phoneNotices(facts: {
  readonly phone: PhoneDesk;
  readonly here: boolean;
  readonly lostSince: string;
  readonly refusal: string;
  readonly texts: Texts;
}): readonly PhoneNotice[] {
  const { phone, here, refusal, texts } = facts;
  const { deskPhone, both } = phone;
  const { link, ringLocked, unplugged } = phone.state;
  const { tone, cure } = lineModel({ link, deskPhone, both, since: facts.lostSince }, texts);
  const plain = (key: string, text: string): PhoneNotice => ({
    key,
    tone: 'plain',
    text,
    do: '',
    alert: false,
  });
  return [
    ...(refusal === '' ? [] : [{ key: 'refusal', tone: 'bad' as const, text: refusal, do: '', alert: true }]),
    ...(ringLocked
      ? [
          {
            key: 'locked',
            tone: 'bad' as const,
            text: texts(here ? 'phone.locked' : 'phone.locked_other'),
            do: here ? 'unlock' : '',
            alert: false,
          },
        ]
      : []),
    ...(cure === ''
      ? []
      : [
          {
            ...plain('line', cure),
            tone: tone === 'good' ? ('plain' as const) : tone,
            do: deskPhone && both ? 'settings' : '',
          },
        ]),
    ...unplugged.map((role) => ({
      ...plain(`unplugged-${role}`, texts(`phone.unplugged.${role}`)),
      do: 'settings',
    })),
  ];
}
