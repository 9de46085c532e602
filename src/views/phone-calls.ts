import type { PhoneCall } from '../agent/phone-state';
import { clockTime } from '../domain/call-words';
import type { Texts } from '../domain/texts';
import { phoneCallModel, type PhoneCallModel } from './phone-call-model';
import type { FarSide } from './phone-caller';
import { jointActions } from './phone-joint-model';
import { keyedList, type KeyedItem } from './keyed-list';
import { isLive } from './phone-panel-model';
import type { PhoneTemplates } from './phone-templates';

export interface CallsFacts {
  readonly calls: readonly PhoneCall[];
  readonly who: (call: PhoneCall) => FarSide;
  readonly now: number;
  readonly pending: readonly string[];
  readonly open: string;
}

/** Shows how long each talk has been going on. */
export function drawTimes(holder: HTMLElement, now: number): void {
  for (const time of holder.querySelectorAll<HTMLElement>('[data-since]'))
    time.textContent = clockTime((now - Number(time.dataset['since'])) / 1000);
}

function drawQuality(holder: HTMLElement, { id, quality }: PhoneCallModel): void {
  const lamp = holder.querySelector(`[data-phone-call="${CSS.escape(id)}"] [data-quality]`);
  if (quality === undefined || lamp === null) return;
  lamp.className = `amocrm-telephony__phone-bars amocrm-telephony__phone-bars_${quality.tone} amocrm-telephony__phone-bars_${quality.bars}`;
  lamp.setAttribute('aria-label', quality.label);
  lamp.setAttribute('title', quality.label);
}

/** The calls of the panel: those that need the agent first, ended ones last. */
export function phoneCalls(
  holder: HTMLElement,
  parts: { readonly templates: PhoneTemplates; readonly texts: Texts; readonly words: object },
): { show(facts: CallsFacts): void } {
  const { templates, texts, words } = parts;
  const list = keyedList(holder);
  const order = { ringing: 0, waiting: 0, calling: 1, talking: 1, held: 2, ended: 3 } as const;

  const callItems = (model: PhoneCallModel): KeyedItem[] => [
    {
      key: model.id,
      // What moves by itself is drawn below: a button drawn anew twice a second could not be clicked.
      version: JSON.stringify({
        ...model,
        time: model.since === '' ? model.time : '',
        quality: model.quality !== undefined,
        notices: 0,
      }),
      html: () => templates.call({ call: model }),
    },
    ...model.notices.map((notice, index) => ({
      key: `${model.id}-notice-${index}`,
      version: JSON.stringify(notice),
      html: () => templates.notice({ notice: { ...notice, do: '', alert: false } }),
    })),
  ];
  return {
    show({ calls, now, ...facts }) {
      const models = calls
        .map((call) =>
          phoneCallModel(call, {
            ...facts,
            now,
            texts,
            who: facts.who(call),
            others: calls.filter((other) => other !== call && isLive(other)),
          }),
        )
        .sort((a, b) => order[a.tone] - order[b.tone]);
      const joint = jointActions(calls).map((action) => ({
        do: action,
        text: texts(`phone.joint.${action}`),
        hint: texts(`phone.joint.${action}_hint`),
        busy: facts.pending.includes(`joint:${action}`),
      }));
      list.show([
        ...models.filter(({ tone }) => tone !== 'ended').flatMap(callItems),
        ...(joint.length === 0
          ? []
          : [
              {
                key: 'joint',
                version: JSON.stringify(joint),
                html: () => templates.joint({ t: words, buttons: joint }),
              },
            ]),
        ...models.filter(({ tone }) => tone === 'ended').flatMap(callItems),
      ]);
      for (const model of models) drawQuality(holder, model);
      drawTimes(holder, now);
    },
  };
}
