import type { Texts } from '../domain/texts';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { PhoneComputer } from '../ports/phone-computer';
import { keyedList } from './keyed-list';
import { drawn, within, type PhoneSub } from './phone-sub';
import type { PhoneTemplates } from './phone-templates';
import { shiftCheck, type CheckFix, type CheckName, type CheckRow, type PhoneFacts } from './shift-check';

export interface PhoneCheckParts {
  readonly templates: PhoneTemplates;
  readonly texts: Texts;
  readonly words: object;
  readonly computer: PhoneComputer;
  readonly clock: Clock;
  readonly facts: () => PhoneFacts;
  readonly openSettings: Undo;
}

const tick = 100;

/** The check before a shift, row by row, each with what to do about it. */
export function phoneCheck(parts: PhoneCheckParts): PhoneSub {
  const { templates, texts, words, clock } = parts;
  const element = drawn(templates.check({ t: words }));
  const verdict = within(element, '.amocrm-telephony__phone-verdict');
  const list = keyedList(within(element, '.amocrm-telephony__phone-checks'));
  let stopTick: Undo = () => undefined;

  const wordsOf = ({ name, tone, key, values }: CheckRow): string => {
    if (name !== 'line')
      return tone === 'busy' && key === 'good'
        ? texts('phone.check.busy')
        : texts(`phone.check.${name}.${key}`, values);
    const { text, cure } = parts.facts().line;
    return [text, cure].filter(Boolean).join('. ');
  };
  const update = (): void => {
    const rows = check.rows();
    list.show(
      rows.map((row) => {
        const model = {
          ...row,
          title: texts(`phone.check.name.${row.name}`),
          words: wordsOf(row),
          toneWord: texts(`phone.check.tone.${row.tone}`),
          meter: row.name === 'microphone' && row.tone !== 'bad',
          buttons: row.fixes.map((fix) => ({ fix, text: texts(`phone.check.do.${fix}`) })),
        };
        return {
          key: row.name,
          version: JSON.stringify(model),
          html: () => templates.checkRow({ row: model }),
        };
      }),
    );
    const waits = rows.some(({ tone }) => tone === 'busy' || tone === 'ask');
    const bad = rows.some(({ tone }) => tone === 'bad' || tone === 'warn');
    const text = texts(`phone.check.${waits ? 'busy' : bad ? 'issues' : 'done'}`);
    if (verdict.textContent !== text) verdict.textContent = text;
    verdict.dataset['tone'] = waits ? 'busy' : bad ? 'warn' : 'good';
  };
  const check = shiftCheck({ ...parts, onChange: () => update() });
  const meter = (): void => {
    const bar = element.querySelector<HTMLElement>('.amocrm-telephony__phone-meter > div');
    bar?.style.setProperty('transform', `scaleX(${check.level().toFixed(2)})`);
    stopTick = clock.after(tick, meter);
  };
  check.start();
  update();
  meter();
  return {
    element,
    update,
    act(action, { dataset }) {
      if (action === 'check-again') check.start();
      else if (action !== 'fix') return false;
      else if (dataset['fix'] === 'sound') parts.openSettings();
      else check.fix(dataset['checkName'] as CheckName, dataset['fix'] as CheckFix);
      return true;
    },
    key: () => false,
    focus: () => within(element, '[data-do="back"]').focus(),
    stop() {
      stopTick();
      check.stop();
    },
  };
}
