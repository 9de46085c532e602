import type { WidgetEntry } from '../../pages/page-data';
import { boot } from '../boot';
import { html, type Html } from '../html';
import type { WidgetTexts } from './widget-texts';

interface Field {
  name?: string;
  type: string;
  required?: boolean;
}

export const fieldsOf = (entry: WidgetEntry): [string, Field][] => {
  const settings = entry.manifest['settings'];
  return typeof settings === 'object' && settings !== null && !Array.isArray(settings)
    ? Object.entries(settings as Record<string, Field>)
    : [];
};

function stored(entry: WidgetEntry, code: string): unknown {
  const value = entry.settings[code];
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
};

function userInputs(entry: WidgetEntry, code: string, type: string): Html {
  const values = (stored(entry, code) ?? {}) as Record<string, unknown>;
  const row = (id: number, name: string, suffix: string, kind: string, value: unknown): Html =>
    html`<input
      class="text-input widget_settings_block__controls__${type}"
      type="${kind}"
      name="${code}[${id}]${suffix && `[${suffix}]`}"
      ${suffix !== '' && html`id="${suffix}_${id}"`}
      data-user-id="${id}"
      value="${text(value)}"
      aria-label="${name}${suffix && `: ${suffix}`}"
      autocomplete="off"
    />`;
  return html`${boot.users
    .filter(({ is_active }) => is_active)
    .map(({ id, name }) => {
      const value = values[String(id)];
      const pair = (value ?? {}) as Record<string, unknown>;
      return html`<div class="widget_settings_block_users">
        <div class="widget_settings_block_users__title_field">${name}</div>
        ${type === 'users' ? row(id, name, '', 'text', value) : [row(id, name, 'login', 'text', pair['login']), row(id, name, 'password', 'password', pair['password'])]}
      </div>`;
    })}`;
}

function control(entry: WidgetEntry, code: string, { type }: Field, label: string): Html {
  const value = stored(entry, code);
  if (type === 'users' || type === 'users_lp') {
    return html`<div class="widget_settings_block__input_field">${userInputs(entry, code, type)}</div>`;
  }
  if (type === 'custom') {
    return html`<div class="widget_settings_block__input_field" id="${entry.code}_custom_content">
      <input type="hidden" id="${entry.code}_custom" name="${code}" value="${text(value)}" />
    </div>`;
  }
  return html`<div class="widget_settings_block__input_field">
    <input
      class="text-input widget_settings_block__controls__${type}"
      type="${type === 'pass' ? 'password' : 'text'}"
      name="${code}"
      value="${text(value)}"
      aria-label="${label}"
      autocomplete="off"
    />
  </div>`;
}

export function fieldsMarkup(entry: WidgetEntry, texts: WidgetTexts): Html {
  return html`${fieldsOf(entry).map(([code, field]) => {
    const label = texts.text(`settings.${code}`) ?? texts.text(field.name) ?? code;
    return html`<div class="widget_settings_block__item_field" data-code="${code}">
      <div class="widget_settings_block__title_field">
        ${field.type !== 'custom' && html`${label}${field.required === true && html`<span class="required" aria-hidden="true"> *</span>`}`}
      </div>
      ${control(entry, code, field, label)}
    </div>`;
  })}`;
}

/** A plain string in a `custom` field is not stored: only JSON or a number is. */
function customValue(value: string): unknown {
  try {
    JSON.parse(value);
    return value;
  } catch {
    return '';
  }
}

/** The window's inputs as `data.fields` of `onSave`. */
export function readFields($form: JQuery, entry: WidgetEntry): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [code, { type }] of fieldsOf(entry)) {
    const $field = $form.find(`.widget_settings_block__item_field[data-code="${code}"]`);
    if (type === 'users' || type === 'users_lp') {
      const values: Record<string, unknown> = {};
      $field.find('[data-user-id]').each((_index, element) => {
        const input = element as HTMLInputElement;
        const id = input.dataset['userId'] ?? '';
        if (type === 'users') {
          if (input.value.trim() !== '') values[id] = input.value.trim();
        } else {
          const key = input.name.endsWith('[login]') ? 'login' : 'password';
          values[id] = { ...(values[id] as object | undefined), [key]: input.value };
        }
      });
      fields[code] = values;
    } else {
      const value = String($field.find(`[name="${code}"]`).val() ?? '');
      fields[code] = type === 'custom' ? customValue(value) : value;
    }
  }
  return fields;
}

/** Codes of required fields that are empty. */
export const missingFields = (entry: WidgetEntry, fields: Record<string, unknown>): string[] =>
  fieldsOf(entry)
    .filter(([code, { required }]) => {
      const value = fields[code];
      const isEmpty =
        typeof value === 'object' && value !== null
          ? Object.keys(value).length === 0
          : value === '' || value === undefined;
      return required === true && isEmpty;
    })
    .map(([code]) => code);
