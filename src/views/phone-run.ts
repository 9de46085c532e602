import type { PhoneCommand } from '../agent/phone-command';
import type { PhoneAnswer } from '../agent/phone-desk';
import type { Texts } from '../domain/texts';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import { refusalWords } from './phone-words';

const refusalStays = 8000;

export interface PhoneRun {
  /** `mark`: by which its button is known while it waits. Resolves with whether it was carried out. */
  readonly tell: (command: PhoneCommand, mark?: string) => Promise<boolean>;
  readonly pending: readonly string[];
  /** Why the last command was refused, for a while; else empty. */
  readonly refusal: string;
  readonly stop: Undo;
}

/** The commands that are under way, and what became of the last one. */
export function phoneRun(parts: {
  readonly clock: Clock;
  readonly texts: Texts;
  readonly tell: (command: PhoneCommand) => Promise<PhoneAnswer>;
  readonly onChange: Undo;
}): PhoneRun {
  const { clock, texts, onChange } = parts;
  let pending: readonly string[] = [];
  let refusal = '';
  let stopRefusal: Undo = () => undefined;
  const say = (words: string): void => {
    stopRefusal();
    refusal = words;
    if (words !== '') stopRefusal = clock.after(refusalStays, () => say(''));
    onChange();
  };
  return {
    async tell(command, mark = '') {
      pending = [...pending, mark];
      onChange();
      const answer = await parts.tell(command);
      const at = pending.indexOf(mark);
      pending = pending.filter((_, index) => index !== at);
      say(answer.ok ? '' : refusalWords(answer.why, command.do, texts));
      return answer.ok;
    },
    get pending() {
      return pending;
    },
    get refusal() {
      return refusal;
    },
    stop: () => stopRefusal(),
  };
}
