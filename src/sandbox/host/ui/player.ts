import $ from 'jquery';
import { html, type Html } from '../html';
import { formatDuration, t } from '../texts';
import { attribute } from './attribute';

/** A record in the feed: play, seek, time. `duration`: seconds. */
export const playerMarkup = (link: string, duration: number): Html =>
  html`<div class="player js-player" data-link="${link}">
    <button type="button" class="player__play js-player-play" aria-label="${t('player.play')}"></button>
    <input
      type="range"
      class="player__seek js-player-seek"
      min="0"
      max="${Math.max(1, duration)}"
      value="0"
      step="1"
      aria-label="${t('player.seek')}"
    />
    <span class="player__time js-player-time">${formatDuration(duration)}</span>
    <a class="player__link" href="${link}" target="_blank" rel="noopener noreferrer"
      >${t('player.download')}</a
    >
  </div>`;

const sounds = new WeakMap<Element, HTMLAudioElement>();

function soundOf($player: JQuery): HTMLAudioElement | undefined {
  const [element] = $player.toArray();
  if (element === undefined) return undefined;
  const known = sounds.get(element);
  if (known !== undefined) return known;
  const sound = new Audio(attribute($player, 'data-link'));
  sounds.set(element, sound);
  const draw = (): void => {
    $player.find('.js-player-time').text(formatDuration(sound.currentTime));
    $player.find('.js-player-seek').val(sound.currentTime);
    $player.toggleClass('player--playing', !sound.paused);
    $player.find('.js-player-play').attr('aria-label', t(sound.paused ? 'player.play' : 'player.pause'));
  };
  for (const event of ['timeupdate', 'play', 'pause', 'ended']) sound.addEventListener(event, draw);
  sound.addEventListener('error', () =>
    $player.addClass('player--broken').find('.js-player-time').text(t('player.error')),
  );
  return sound;
}

export function bindPlayers(): void {
  $(document)
    .on('click', '.js-player-play', ({ currentTarget }) => {
      const sound = soundOf($(currentTarget).closest('.js-player'));
      if (sound === undefined) return;
      if (!sound.paused) sound.pause();
      else sound.play().catch((error: unknown) => console.debug(error));
    })
    .on('change', '.js-player-seek', ({ currentTarget }) => {
      const sound = soundOf($(currentTarget).closest('.js-player'));
      if (sound !== undefined) sound.currentTime = Number($(currentTarget).val());
    })
    .on('page:changed', () => {
      $('.player--playing').each((_index, element) => sounds.get(element)?.pause());
    });
}

/** `lib/components/base/player`: fills `$container` with a player for the record named by its `data-link`. */
export class Player {
  readonly $el: JQuery;
  constructor({ selector, $container }: { selector?: string; $container: JQuery }) {
    this.$el = selector === undefined ? $container : $container.find(selector);
    this.$el.html(
      playerMarkup(attribute(this.$el, 'data-link'), Number(attribute(this.$el, 'data-duration')) || 0)
        .markup,
    );
  }
}
