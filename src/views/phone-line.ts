import type { LinkState } from '../agent/phone-link';
import type { Texts } from '../domain/texts';

export interface LineModel {
  readonly tone: 'good' | 'wait' | 'bad';
  readonly text: string;
  /** What helps; empty where nothing is wrong. */
  readonly cure: string;
}

/** `since`: when the line was lost, as the user's clock shows it; `silent`: the tab with the phone does not answer. */
export interface LineFacts {
  readonly link: LinkState;
  readonly deskPhone: boolean;
  /** There is one in the browser too, to be chosen in the settings. */
  readonly both: boolean;
  readonly since: string;
}

const keys = {
  connecting: ['wait', 'connecting'],
  registering: ['wait', 'connecting'],
  ready: ['good', 'ready'],
  lost: ['wait', 'lost'],
  refused: ['bad', 'refused'],
  storm: ['bad', 'storm'],
} as const;

export function lineModel({ link, deskPhone, both, since }: LineFacts, texts: Texts): LineModel {
  if (deskPhone)
    return {
      tone: 'good',
      text: texts('phone.line.desk'),
      cure: texts(`phone.line_cure.desk${both ? '_both' : ''}`),
    };
  const [tone, key] = keys[link];
  return {
    tone,
    text:
      since !== '' && link !== 'ready'
        ? texts(`phone.line.${key}_since`, { since })
        : texts(`phone.line.${key}`),
    cure: key === 'ready' || key === 'connecting' ? '' : texts(`phone.line_cure.${key}`),
  };
}
