import { html, type Html } from '../html';
import { t } from '../texts';

/** A number or address whose click opens the menu of actions. */
export const contactValue = (kind: 'phone' | 'email', value: string): Html =>
  html`<span
    class="linked-value js-linked-with-actions js-linked-has-actions js-linked-has-value"
    data-pei-code="${kind}"
  >
    <span
      class="linked-value__text js-linked-pei"
      role="button"
      tabindex="0"
      aria-haspopup="menu"
      title="${value}"
      aria-label="${value}: ${t('actions.open')}"
      >${value}</span
    >
    <span class="js-tip-holder"></span>
  </span>`;
