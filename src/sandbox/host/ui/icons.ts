import { raw, type Html } from '../html';

const line = (body: string): string =>
  `<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${body}</svg>`;

const icons = {
  dashboard: line(
    '<rect x="4" y="4" width="7" height="9" rx="1"/><rect x="13" y="4" width="7" height="5" rx="1"/><rect x="4" y="15" width="7" height="5" rx="1"/><rect x="13" y="11" width="7" height="9" rx="1"/>',
  ),
  leads: line(
    '<circle cx="12" cy="12" r="8"/><path d="M14.7 9.2c-.5-.8-1.500-1.200-2.700-1.200-1.500 0-2.700.8-2.700 2s1 1.700 2.700 2 2.700.9 2.700 2.100-1.200 2-2.700 2c-1.300 0-2.300-.5-2.800-1.300M12 6.500V8m0 8v1.500"/>',
  ),
  contacts: line(
    '<circle cx="12" cy="8.500" r="3.500"/><path d="M5 19c.8-3.500 3.500-5 7-5s6.200 1.500 7 5"/>',
  ),
  companies: line('<path d="M4 20V6l8-2v16M12 9h8v11M3 20h18M7 9h2M7 12h2M7 15h2M15 12h2M15 15h2"/>'),
  settings: line(
    '<path d="M4 7h10M18 7h2M4 17h2M10 17h10M4 12h4M12 12h8"/><circle cx="16" cy="7" r="2"/><circle cx="8" cy="17" r="2"/><circle cx="10" cy="12" r="2"/>',
  ),
  bell: line('<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 1.500h-15zM10 20.500h4"/>'),
  phone: line(
    '<path d="M7.500 4.500 10 8.700 8.200 10.500a11 11 0 0 0 5.300 5.300l1.800-1.800 4.200 2.500-.8 3c-.2.7-.9 1-1.600.9A16 16 0 0 1 3.600 6.900c-.1-.7.200-1.400.9-1.600z"/>',
  ),
  warning: line('<path d="M12 4 21 19.500H3zM12 10v4.500M12 17v.2"/>'),
  close: line('<path d="m6 6 12 12M18 6 6 18"/>'),
  search: line('<circle cx="10.500" cy="10.500" r="6"/><path d="m15 15 5 5"/>'),
  plus: line('<path d="M12 5v14M5 12h14"/>'),
  more: line('<circle cx="6" cy="12" r="1"/><circle cx="12" cy="12" r="1"/><circle cx="18" cy="12" r="1"/>'),
  down: line('<path d="m7 10 5 5 5-5"/>'),
  left: line('<path d="m14 6-6 6 6 6"/>'),
  right: line('<path d="m10 6 6 6-6 6"/>'),
  incoming: line('<path d="M19 5 7 17M7 9v8h8"/>'),
  outgoing: line('<path d="M5 19 17 7M9 7h8v8"/>'),
  task: line(
    '<rect x="4.500" y="4.500" width="15" height="15" rx="2"/><path d="m8.500 12 2.500 2.500 4.500-5"/>',
  ),
  note: line('<path d="M5 5h14v10l-4 4H5zM15 19v-4h4M8.500 9.500h7M8.500 13h4"/>'),
  columns: line('<rect x="4" y="5" width="16" height="14" rx="1"/><path d="M10 5v14M15 5v14"/>'),
  trash: line('<path d="M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.500 10.500v5M13.500 10.500v5"/>'),
  copy: line('<rect x="8" y="8" width="11" height="11" rx="1"/><path d="M16 8V5H5v11h3"/>'),
  edit: line('<path d="m5 19 .8-3.500L16 5.300l2.700 2.700L8.500 18.200z"/>'),
  plug: line('<path d="M9 4v4M15 4v4M6.500 8h11v3a5.500 5.500 0 0 1-11 0zM12 16.500V20"/>'),
} as const;

export type IconName = keyof typeof icons;
export const icon = (name: IconName): Html => raw(icons[name]);
