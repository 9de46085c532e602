import { isGateway } from '../../adapters/amocrm/gateway-check';
import type { WidgetHost } from '../../adapters/amocrm/host';
import { hostTexts } from '../../adapters/amocrm/texts';
import { browserClock as clock } from '../../adapters/browser/clock';
import { keptValue } from '../../adapters/browser/kept-value';
import { isTyping } from '../../adapters/browser/typing';
import { agentComputer } from '../../adapters/sip/agent-computer';
import type { PhoneCommand } from '../../agent/phone-command';
import type { DialPlan } from '../../domain/dial-plan';
import type { Undo } from '../../domain/undo';
import type { PhoneAccount } from '../../ports/phone';
import { phonePanel, type PhonePanel } from '../../views/phone-panel';
import { placeFrom } from '../../views/phone-place';
import { recentsFrom } from '../../views/phone-recent';
import type { PhoneAnswer } from '../../agent/phone-desk';
import { addPageStyle } from '../page-style';
import { phoneTemplates } from '../phone-templates';

export interface PhonePanelSettings {
  readonly host: Pick<WidgetHost, 'i18n'>;
  /** Under which this browser keeps what is this user's. */
  readonly own: string;
  readonly folder: string;
  readonly version: string;
  readonly tabId: string;
  readonly dialPlan: DialPlan;
  readonly gatewayUrl: string;
  readonly tell: (command: PhoneCommand) => Promise<PhoneAnswer>;
  /** Within a click: from then on this page may ring. */
  readonly unlock: Undo;
  readonly iceServers: () => PhoneAccount['iceServers'];
  /** Name of whoever has this internal number. */
  readonly colleague: (extension: string) => string | undefined;
  readonly onUnexpected: (error: unknown) => void;
}

/** The phone as the agent sees it; fetched when it is first to be seen. */
export default async function startPhonePanel(given: PhonePanelSettings): Promise<PhonePanel> {
  const { host, own } = given;
  await addPageStyle(given.folder, given.version, 'phone');
  const words = host.i18n('phone');
  const root = document.createElement('div');
  root.className = 'amocrm-telephony amocrm-telephony_phone';
  document.body.append(root);
  const recents = keptValue(`${own}:phone-recent`);
  const place = keptValue(`${own}:phone-place`);
  const open = keptValue(`${own}:phone-open`);
  return phonePanel({
    ...given,
    root,
    clock,
    texts: hostTexts(host),
    words: typeof words === 'object' && words !== null ? words : {},
    templates: phoneTemplates(),
    computer: agentComputer({
      key: `${own}:sound`,
      iceServers: given.iceServers,
      gatewayAnswers: async () => (await isGateway(given.gatewayUrl)) === 'yes',
    }),
    recents: { read: () => recentsFrom(recents.read()), keep: (list) => recents.keep(list) },
    place: { read: () => placeFrom(place.read()), keep: (at) => place.keep(at) },
    remembersOpen: { read: () => open.read() === true, keep: (on) => open.keep(on) },
    isTyping,
  });
}
