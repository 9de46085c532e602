import { statusModel, type StatusView, type StatusWords } from './status-model';

export interface StatusPageParts extends StatusWords {
  /** Ours alone; what is drawn stands in it. */
  readonly root: HTMLElement;
  /** Compiled `templates/status.twig`. */
  readonly template: (model: object) => string;
}

const headings = ['troubles', 'agents', 'last', 'what', 'detail', 'extension', 'name', 'browser'] as const;

/** Draws how the telephony stands: nothing to press, so that it may be drawn anew whenever anything has changed. */
export function statusPage(parts: StatusPageParts): { show(view: StatusView): void } {
  const { root, template, texts } = parts;
  const body = document.createElement('div');
  // Apart from the rest, which is drawn anew: a live region must stay to be heard.
  const spoken = document.createElement('div');
  spoken.className = 'amocrm-telephony__spoken';
  spoken.setAttribute('role', 'alert');
  root.append(body, spoken);
  const words = {
    title: texts('status.title'),
    ...Object.fromEntries(headings.map((name) => [name, texts(`status.heading.${name}`)])),
  };
  let drawn = '';
  return {
    show(view) {
      const status = statusModel(view, parts);
      const html = template({ status, texts: words });
      if (html !== drawn) body.innerHTML = drawn = html;
      const alarm = status.tone === 'bad' ? status.line : '';
      if (spoken.textContent !== alarm) spoken.textContent = alarm;
    },
  };
}
