import $ from 'jquery';
import { html } from '../html';
import type { Place } from '../place';
import { dropSources } from '../sdk/sources';
import { data } from '../state';
import { t } from '../texts';
import { advancedPage } from './advanced-page';
import { billingPage } from './billing-page';
import { bindCard } from './card-events';
import { cardPage } from './card-page';
import { bindComposer } from './composer';
import type { Drawing } from './drawing';
import { dashboardPage } from './dashboard-page';
import { bindIntegrations } from './integrations-events';
import { integrationsPage } from './integrations-page';
import { bindList } from './list-events';
import { listPage } from './list-page';
import { pipelinePage } from './pipeline-page';

function drawNothing({ $holder }: Drawing, text: string): void {
  $holder.html(
    html`<div class="page-empty">
      <h1>${text}</h1>
      <a class="js-navigate-link button-input" href="/">${t('page.home')}</a>
    </div>`.markup,
  );
}

function drawerOf(place: Place): (drawing: Drawing) => Promise<void> | void {
  switch (place.page) {
    case 'dashboard':
      return dashboardPage;
    case 'pipeline':
      return pipelinePage;
    case 'list':
      return (drawing) => listPage(drawing, place.entity, place.url);
    case 'card':
      return (drawing) => cardPage(drawing, place.entity, place.id, place.url);
    case 'integrations':
      return integrationsPage;
    case 'advanced':
      return (drawing) => advancedPage(drawing, place.code);
    case 'billing':
      return billingPage;
    case 'unknown':
      return (drawing) => drawNothing(drawing, t('page.unknown'));
  }
}

export async function drawPage(place: Place, isCurrent: () => boolean): Promise<void> {
  dropSources();
  data.current_card = false;
  data.current_list = undefined;
  data.is_card = place.page === 'card';
  data.card_page = data.is_card;
  data.current_entity = place.page === 'list' || place.page === 'card' ? place.entity : '';
  const drawing = { $holder: $('#page_holder'), isCurrent };
  data.current_view = data.is_card ? undefined : { $el: drawing.$holder };
  try {
    await drawerOf(place)(drawing);
  } catch (error) {
    console.error(error);
    if (isCurrent()) drawNothing(drawing, t('page.broken'));
  }
  if (isCurrent())
    document.title = `${drawing.$holder.find('h1').first().text().trim() || 'amoCRM'} · amoCRM`;
}

export function bindPages(): void {
  bindList();
  bindCard();
  bindComposer();
  bindIntegrations();
}
