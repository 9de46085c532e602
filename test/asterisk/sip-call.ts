import type { SipMessage } from '../fakes/sip-message';

export interface SipCall {
  readonly id: string;
  /** Resolves once it is so; `ended` also says how: the status of a refusal, or 0. */
  until(stage: 'ringing' | 'talking' | 'ended'): Promise<number>;
  ring(): void;
  answer(): void;
  /** `to`: of 302, where else. */
  refuse(status: number, to?: string): void;
  hold(on: boolean): Promise<void>;
  /** Gives the other end to `number`; with `asked`, the talk with whom it was agreed, joins the two. */
  transfer(number: string, asked?: SipCall): Promise<number>;
  hangUp(): void;
}

export interface Dialog {
  readonly id: string;
  readonly as: string;
  readonly ours: string;
  theirs: string;
  remote: string;
  route: string;
  sequence: number;
  stage: 'calling' | 'ringing' | 'talking' | 'ended';
  refused: number;
  invite?: SipMessage;
  branch: string;
  readonly waiting: Set<() => void>;
}

/** Rejected when it has not come so far in 20 s. */
export const stageReached = (dialog: Dialog, stage: 'ringing' | 'talking' | 'ended'): Promise<number> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`the call of ${dialog.as} is ${dialog.stage}, not ${stage}`)),
      20_000,
    );
    const look = (): void => {
      const isThere = dialog.stage === stage || (stage === 'ringing' && dialog.stage === 'talking');
      if (!isThere) return;
      clearTimeout(late);
      dialog.waiting.delete(look);
      resolve(dialog.refused);
    };
    dialog.waiting.add(look);
    look();
  });
