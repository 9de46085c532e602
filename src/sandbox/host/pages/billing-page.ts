import { boot } from '../boot';
import { html } from '../html';
import { t } from '../texts';
import type { Drawing } from './drawing';
import { settingsTabs } from './lead-tabs';

/** The one page on which no widget runs. */
export function billingPage({ $holder }: Drawing): void {
  const paid = boot.users.filter(({ is_active, is_free }) => is_active && !is_free).length;
  $holder.html(
    html`<div class="top-bar">
        <h1 class="top-bar__title">${t('nav.settings')}</h1>
        ${settingsTabs('billing')}
      </div>
      <div class="settings-page">
        <section class="box billing">
          <h2 class="box__title">${t('billing.title')}</h2>
          <dl class="facts">
            <dt>${t('billing.account')}</dt>
            <dd>${boot.account.name} (ID ${boot.account.id})</dd>
            <dt>${t('billing.plan')}</dt>
            <dd>${t('billing.planName')}</dd>
            <dt>${t('billing.users')}</dt>
            <dd>${paid}</dd>
          </dl>
          <p class="billing__note">${t('billing.note')}</p>
        </section>
      </div>`.markup,
  );
}
