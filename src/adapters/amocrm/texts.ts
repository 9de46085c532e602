import type { Texts } from '../../domain/texts';
import type { WidgetHost } from './host';

export const hostTexts =
  (host: Pick<WidgetHost, 'i18n'>): Texts =>
  (path, values = {}) => {
    const text = host.i18n(path);
    if (typeof text !== 'string') return path;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  };
