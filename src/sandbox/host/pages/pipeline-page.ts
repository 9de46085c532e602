import type { ListRow, PipelineColumn } from '../../pages/page-data';
import { getJson } from '../http';
import { html, type Html } from '../html';
import { formatDate, formatMoney, plural, t } from '../texts';
import type { Drawing } from './drawing';
import { entityLink } from './entity-link';
import { leadTabs } from './lead-tabs';

const card = (lead: ListRow): Html =>
  html`<article class="pipeline-lead" data-id="${lead.id}">
    <div class="pipeline-lead__top">
      <span>${[lead.contact?.name, lead.company?.name].filter(Boolean).join(', ')}</span
      ><time>${formatDate(lead.updated_at)}</time>
    </div>
    <div class="pipeline-lead__name">${entityLink(lead)}</div>
    <div class="pipeline-lead__price">
      ${lead.price !== null && lead.price > 0 && formatMoney(lead.price)}
    </div>
    ${lead.tags.length > 0 && html`<div class="tags">${lead.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</div>`}
  </article>`;

const column = (stage: PipelineColumn): Html =>
  html`<section class="pipeline__column">
    <div class="pipeline__head" style="border-color: ${stage.color}">
      <h2 class="pipeline__name">${stage.name}</h2>
      <div class="pipeline__sum">${plural('lead.count', stage.count)}: ${formatMoney(stage.sum)}</div>
    </div>
    <div class="pipeline__cards custom-scroll" tabindex="0" role="region" aria-label="${stage.name}">
      ${stage.cards.map(card)}
    </div>
  </section>`;

export async function pipelinePage({ $holder, isCurrent }: Drawing): Promise<void> {
  const columns = await getJson<PipelineColumn[]>('/ajax/page/pipeline');
  if (!isCurrent()) return;
  const total = columns.reduce((sum, { count }) => sum + count, 0);
  $holder.html(
    html`<div class="top-bar">
        <h1 class="top-bar__title">${t('nav.leads')}</h1>
        ${leadTabs('pipeline')}
        <span class="top-bar__note">${plural('lead.count', total)}</span>
        <a class="button-input button-input_blue js-navigate-link top-bar__action" href="/leads/add/"
          >${t('list.add.leads')}</a
        >
      </div>
      <div class="pipeline custom-scroll" id="pipeline_holder">${columns.map(column)}</div>`.markup,
  );
}
