import type { WidgetHost } from '../../adapters/amocrm/host';
import { settingsFields } from '../../adapters/amocrm/selectors';
import { hostTexts } from '../../adapters/amocrm/texts';
import { settingsFaults } from '../../adapters/amocrm/settings-faults';
import { isGateway } from '../../adapters/amocrm/gateway-check';
import { addPageStyle } from '../page-style';

export interface SettingsPart {
  /** `body`: the settings window. */
  open(host: WidgetHost, body: Element | undefined): void;
  /** Resolves true to let the host save; false stops it, with the reasons in the window. */
  mayBeSaved(host: WidgetHost, data: unknown): Promise<boolean>;
}

let lines: HTMLElement | undefined;
/** What was shown when the administrator pressed Save: the same once more means "I know, save it". */
let warned: string | undefined;

function say(messages: readonly string[], tone: 'busy' | 'bad' | 'good'): void {
  if (lines === undefined) return;
  lines.className = `amocrm-telephony__check amocrm-telephony__check_${tone}`;
  lines.replaceChildren(
    ...messages.map((message) => {
      const line = document.createElement('p');
      line.textContent = message;
      return line;
    }),
  );
}

const fieldsOf = (data: unknown): { active: boolean; fields: Record<string, unknown> } => {
  const given = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  const fields = given['fields'];
  return {
    active: given['active'] !== 'N',
    fields: (typeof fields === 'object' && fields !== null ? fields : {}) as Record<string, unknown>,
  };
};

const part: SettingsPart = {
  open(host, body) {
    void addPageStyle(String(host.params['path']), String(host.params['version']), 'settings');
    warned = undefined;
    const holder = document.createElement('div');
    holder.className = 'amocrm-telephony amocrm-telephony_settings';
    lines = document.createElement('div');
    lines.className = 'amocrm-telephony__check';
    lines.setAttribute('role', 'alert');
    holder.append(lines);
    body?.querySelector(settingsFields)?.after(holder);
  },
  async mayBeSaved(host, data) {
    const { active, fields } = fieldsOf(data);
    // The widget is being switched off: nothing to check, and nothing may stop that.
    if (!active) return true;
    const texts = hostTexts(host);
    const { faults, gatewayUrl } = settingsFaults(fields, texts);
    if (faults.length > 0 || gatewayUrl === undefined) {
      say(faults, 'bad');
      return false;
    }
    if (warned === gatewayUrl) return true;
    say([texts('settings_check.checking')], 'busy');
    const answer = await isGateway(gatewayUrl);
    if (answer === 'yes') {
      say([texts('settings_check.connected')], 'good');
      return true;
    }
    if (answer === 'unreachable') warned = gatewayUrl;
    say(
      [
        texts(`settings_check.${answer}`),
        ...(answer === 'unreachable' ? [texts('settings_check.save_anyway')] : []),
      ],
      'bad',
    );
    return false;
  },
};

export default part;
