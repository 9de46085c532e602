import type { CardData } from '../../pages/page-data';
import type { FieldValue } from '../../crm/model';
import { boot } from '../boot';
import { html, raw, type Html } from '../html';
import { t } from '../texts';

const option = (id: number, name: string, chosen: number | null): Html =>
  html`<option value="${id}" ${id === chosen && raw('selected')}>${name}</option>`;

const row = (label: string, value: Html): Html =>
  html`<div class="linked-form__field">
    <div class="linked-form__field__label">${label}</div>
    <div class="linked-form__field__value">${value}</div>
  </div>`;

const kindNames = {
  PHONE: ['WORK', 'WORKDD', 'MOB', 'FAX', 'HOME', 'OTHER'],
  EMAIL: ['WORK', 'PRIV', 'OTHER'],
} as const;

function kindOptions(code: 'PHONE' | 'EMAIL', chosen: string | undefined): Html[] {
  const one = (name: string, text: string): Html =>
    html`<option value="${name}" ${name === chosen && raw('selected')}>${text}</option>`;
  return code === 'PHONE'
    ? kindNames.PHONE.map((name) => one(name, t(`kind.phone.${name}`)))
    : kindNames.EMAIL.map((name) => one(name, t(`kind.email.${name}`)));
}

/** One number or address: its click opens the menu of actions; an empty one is ready to be typed into. */
export function peiField(code: 'PHONE' | 'EMAIL', value: FieldValue | undefined, editable: boolean): Html {
  const kind = code === 'PHONE' ? 'phone' : 'email';
  const text = value === undefined ? '' : String(value.value);
  const label = t(`field.${kind}`);
  return html`<div class="linked-form__field linked-form__field-pei js-pei" data-code="${code}">
    <div class="linked-form__field__label">
      <select
        class="linked-form__kind js-pei-kind"
        name="${kind}_kind"
        aria-label="${label}: ${t('field.kind')}"
      >
        ${kindOptions(code, value?.enum_code)}
      </select>
    </div>
    <div
      class="linked-form__field__value js-linked-with-actions js-linked-has-actions ${text !== '' && 'js-linked-has-value'}"
      data-pei-code="${kind}"
    >
      <input
        class="linked-form__cf js-linked-pei control-phone__formatted"
        type="text"
        name="${kind}"
        value="${text}"
        placeholder="…"
        aria-label="${label}"
        inputmode="${kind === 'phone' ? 'tel' : 'email'}"
        ${text !== '' && !editable && raw('readonly')}
      />
      <span class="js-tip-holder"></span>
    </div>
  </div>`;
}

function peiGroup(code: 'PHONE' | 'EMAIL', values: FieldValue[], isNew: boolean): Html {
  return html`<div class="linked-form__group js-pei-group" data-code="${code}">
    ${values.map((value) => peiField(code, value, isNew))} ${peiField(code, undefined, true)}
  </div>`;
}

function leadFields(card: CardData): Html {
  const pipeline = boot.pipelines.find(({ id }) => id === card.pipeline_id);
  const stages = [...(pipeline?.statuses ?? [])]
    .filter(({ type }) => type === 0)
    .sort((a, b) => a.sort - b.sort);
  return html`${row(
    t('field.status'),
    html`<select name="status_id" class="linked-form__select" aria-label="${t('field.status')}">
      ${stages.map(({ id, name }) => option(id, name, card.status_id))}
    </select>`,
  )}
  ${row(t('field.price'), html`<input class="linked-form__cf" type="number" min="0" step="1" name="price" value="${card.price ?? 0}" aria-label="${t('field.price')}" />`)}`;
}

export function fieldsMarkup(card: CardData): Html {
  const people = boot.users.filter(({ is_active }) => is_active);
  const company = card.related.find(({ entity }) => entity === 'companies');
  const hasPhones = card.entity === 'contacts' || card.entity === 'companies';
  return html`<div class="linked-form">
    ${row(
      t('field.responsible'),
      html`<select
        name="responsible_user_id"
        class="linked-form__select"
        aria-label="${t('field.responsible')}"
      >
        ${people.map(({ id, name }) => option(id, name, card.responsible_user_id))}
      </select>`,
    )}
    ${card.entity === 'leads' && leadFields(card)}
    ${hasPhones && peiGroup('PHONE', card.phones, card.id === 0)}
    ${hasPhones && peiGroup('EMAIL', card.emails, card.id === 0)}
    ${card.entity === 'contacts' && row(t('field.company'), html`<input class="linked-form__cf" name="company" value="${company?.name}" placeholder="…" aria-label="${t('field.company')}" />`)}
    ${card.fields.map(({ name, text }) => row(name, html`<span class="linked-form__text">${text}</span>`))}
  </div>`;
}
