import { boot, hasFault } from '../boot';
import { data, shown } from '../state';
import { areaOf } from '../place';

interface Selected {
  id: number;
  type: unknown;
  emails: string[];
  phones: string[];
}
export interface Selection {
  selected: Selected[];
  summary: { items: number; emails: number; phones: number };
}

const fieldId = (code: string): number | undefined => boot.fields.find((field) => field.code === code)?.id;

/** One column of a row; empty when the column is hidden. Only the first space of the whole text is removed. */
const valuesOf = (value: unknown): string[] =>
  typeof value === 'string' && value !== '' ? value.replace(' ', '').split(',') : [];

export const selection = {
  /** The ticked rows of the shown list, or false where there is no list. */
  list_selected(): Selection | false {
    const areas = ['leads', 'contacts', 'customers', 'tasks'];
    if (!hasFault('no-company-selection')) areas.push('companies');
    if (
      shown.place.page !== 'list' ||
      !areas.includes(areaOf(shown.place)) ||
      data.current_list === undefined
    ) {
      return false;
    }
    const [phone, email] = [fieldId('PHONE'), fieldId('EMAIL')];
    const selected = data.current_list.where({ is_checked: true }).map((row) => ({
      id: row.id,
      type: row.get('entity'),
      emails: valuesOf(row.get(`CF${String(email)}`)),
      phones: valuesOf(row.get(`CF${String(phone)}`)),
    }));
    return {
      selected,
      summary: {
        items: selected.length,
        emails: selected.reduce((sum, { emails }) => sum + emails.length, 0),
        phones: selected.reduce((sum, { phones }) => sum + phones.length, 0),
      },
    };
  },
};
