import type { WidgetHost } from '../../adapters/amocrm/host';
import { hostTexts } from '../../adapters/amocrm/texts';
import { loadPart } from '../load-part';
import { addPageStyle } from '../page-style';
import type { JournalPart } from './journal';
import type { PlanPart } from './plan';
import type { StatusPart } from './status';

export interface OwnPagePart {
  /** Draws the widget's own page in Settings into `holder`. */
  open(host: WidgetHost, holder: Element, report: (error: unknown) => void): void;
}

const names = ['journal', 'plan', 'status'] as const;
type Name = (typeof names)[number];

const part: OwnPagePart = {
  open(host, holder, report) {
    const texts = hostTexts(host);
    const [folder, version] = [String(host.params['path']), String(host.params['version'])];
    const load = <T>(name: Name): Promise<T> => loadPart<T>(folder, name, version);
    void addPageStyle(folder, version, 'settings');
    void addPageStyle(folder, version, 'plan');
    const root = document.createElement('div');
    root.className = 'amocrm-telephony amocrm-telephony_settings amocrm-telephony_own';
    // The page may be opened again in the same holder.
    holder.querySelector(':scope > .amocrm-telephony_own')?.remove();
    holder.append(root);
    const bar = document.createElement('div');
    bar.className = 'amocrm-telephony__tabs';
    bar.setAttribute('role', 'tablist');
    root.append(bar);
    const panels = new Map<Name, HTMLElement>();
    const tabs = new Map<Name, HTMLButtonElement>();

    function open(name: Name): void {
      for (const [each, tab] of tabs) {
        tab.setAttribute('aria-selected', String(each === name));
        tab.tabIndex = each === name ? 0 : -1;
        const panel = panels.get(each);
        if (panel !== undefined) panel.hidden = each !== name;
      }
      if (panels.has(name)) return;
      const panel = document.createElement('div');
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-label', texts(`tabs.${name}`));
      if (name === 'plan') panel.className = 'amocrm-telephony__plan';
      panels.set(name, panel);
      root.append(panel);
      // All three are opened alike.
      load<JournalPart | PlanPart | StatusPart>(name).then((part) => part.open(host, panel), report);
    }

    for (const name of names) {
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.className = 'amocrm-telephony__button';
      tab.setAttribute('role', 'tab');
      tab.textContent = texts(`tabs.${name}`);
      tab.addEventListener('click', () => open(name));
      tab.addEventListener('keydown', ({ key }) => {
        const by = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
        const other = names[(names.indexOf(name) + by + names.length) % names.length] ?? name;
        if (by === 0) return;
        open(other);
        tabs.get(other)?.focus();
      });
      tabs.set(name, tab);
      bar.append(tab);
    }
    open('journal');
  },
};

export default part;
