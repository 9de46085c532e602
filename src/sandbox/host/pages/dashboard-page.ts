import type { Dashboard } from '../../pages/page-data';
import { getJson } from '../http';
import { html, type Html } from '../html';
import { formatMoney, formatNumber, formatTime, plural, t } from '../texts';
import { boot } from '../boot';
import { icon } from '../ui/icons';
import type { Drawing } from './drawing';
import { entityLink } from './entity-link';

const tile = (title: string, value: string, note: string, url?: string): Html =>
  html`<div class="tile">
    <div class="tile__title">${title}</div>
    <div class="tile__value">${value}</div>
    <div class="tile__note">
      ${url === undefined ? note : html`<a class="js-navigate-link" href="${url}">${note}</a>`}
    </div>
  </div>`;

function tasks(list: Dashboard['tasks']): Html {
  if (list.length === 0) return html`<p class="empty">${t('dashboard.noTasks')}</p>`;
  return html`<ul class="lines">
    ${list.map(
      ({ text, due, late, entity }) =>
        html`<li class="lines__item">
          <span class="lines__icon">${icon('task')}</span>
          <span class="lines__main"
            >${text}<span class="lines__note">${entity && entityLink(entity)}</span></span
          >
          <span class="lines__time ${late && 'lines__time--late'}">${formatTime(due)}</span>
        </li>`,
    )}
  </ul>`;
}

function calls(list: Dashboard['events']): Html {
  if (list.length === 0) return html`<p class="empty">${t('dashboard.noCalls')}</p>`;
  return html`<ul class="lines">
    ${list.map(
      ({ at, note_type, author, entity, text }) =>
        html`<li class="lines__item">
          <span class="lines__icon">${icon(note_type === 'call_in' ? 'incoming' : 'outgoing')}</span>
          <span class="lines__main"
            >${entity ? entityLink(entity) : text}<span class="lines__note"
              >${text}${author !== '' && ` · ${author}`}</span
            ></span
          >
          <span class="lines__time">${formatTime(at)}</span>
        </li>`,
    )}
  </ul>`;
}

export async function dashboardPage({ $holder, isCurrent }: Drawing): Promise<void> {
  const figures = await getJson<Dashboard>('/ajax/page/dashboard');
  if (!isCurrent()) return;
  $holder.html(
    html`<div class="top-bar">
        <h1 class="top-bar__title">${t('nav.dashboard')}</h1>
        <span class="top-bar__note">${boot.account.name}</span>
      </div>
      <div class="dashboard">
        <div class="tiles">
          ${tile(t('dashboard.active'), formatNumber(figures.active_leads), formatMoney(figures.active_sum), '/leads/pipeline/')}
          ${tile(t('dashboard.new'), formatNumber(figures.new_leads), t('dashboard.week'))}
          ${tile(t('dashboard.won'), formatNumber(figures.won), t('dashboard.total'), '/leads/list/')}
          ${tile(t('dashboard.tasks'), formatNumber(figures.tasks_today), plural('dashboard.late', figures.tasks_late))}
          ${tile(t('dashboard.calls'), formatNumber(figures.calls_week), t('dashboard.week'))}
          ${tile(t('nav.contacts'), formatNumber(figures.contacts), t('dashboard.all'), '/contacts/list/')}
        </div>
        <div class="dashboard__columns">
          <section class="box">
            <h2 class="box__title">${t('dashboard.myTasks')}</h2>
            ${tasks(figures.tasks)}
          </section>
          <section class="box">
            <h2 class="box__title">${t('dashboard.lastCalls')}</h2>
            ${calls(figures.events)}
          </section>
        </div>
      </div>`.markup,
  );
}
