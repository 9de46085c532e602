import type { Call } from '../domain/call';
import type { Texts } from '../domain/texts';

/** The recording of the call in the browser's own player, which seeks; filled in when it arrives. */
export function resultRecording(box: HTMLElement, texts: Texts): { show(call: Call): void } {
  let shown: string | undefined;
  const say = (words: string, again?: () => void): void => {
    const line = document.createElement('span');
    line.className = 'amocrm-telephony__result-none';
    line.textContent = words;
    box.replaceChildren(line);
    if (again === undefined) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'amocrm-telephony__result-text';
    button.textContent = texts('result.again');
    button.addEventListener('click', again);
    box.append(' ', button);
  };
  const play = (url: string): void => {
    const player = document.createElement('audio');
    player.controls = true;
    player.preload = 'metadata';
    player.className = 'amocrm-telephony__result-player';
    player.setAttribute('aria-label', texts('result.recording'));
    player.addEventListener('error', () => say(texts('result.recording_broken'), () => play(url)));
    player.src = url;
    box.replaceChildren(player);
  };
  return {
    show({ recording_url: url, disposition }) {
      // A link that was signed anew is the same sound: what plays goes on.
      const key = url?.replace(/\?.*$/, '') ?? '';
      if (shown === key) return;
      shown = key;
      if (url === undefined)
        say(texts(disposition === 'answered' ? 'result.recording_later' : 'result.recording_none'));
      else play(url);
    },
  };
}
