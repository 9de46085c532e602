import { isGateway } from '../../adapters/amocrm/gateway-check';
import { hostTexts } from '../../adapters/amocrm/texts';
import { browserClock as clock } from '../../adapters/browser/clock';
import { keptValue } from '../../adapters/browser/kept-value';
import { isTyping } from '../../adapters/browser/typing';
import { agentComputer } from '../../adapters/sip/agent-computer';
import type { Desk } from '../../agent/desk';
import { phonePanel } from '../../views/phone-panel';
import { placeFrom } from '../../views/phone-place';
import { recentsFrom } from '../../views/phone-recent';
import { addPageStyle } from '../page-style';
import type { PhonePanelPart } from '../phone-on-page';
import { phoneOpenKey, type PhonePanelSettings } from '../phone-panel-settings';
import { phoneTemplates } from '../phone-templates';

/** The phone as the agent sees it; fetched when it is first to be seen. */
export default async function startPhonePanel(given: PhonePanelSettings): Promise<PhonePanelPart> {
  const { host, own, users, colleague } = given;
  await addPageStyle(given.folder, given.version, 'phone');
  const words = host.i18n('phone');
  const root = document.createElement('div');
  root.className = 'amocrm-telephony amocrm-telephony_phone';
  // Before a dial list that is open already: the list's styles make room for a phone that stands before it.
  document.body.insertBefore(root, document.querySelector('.amocrm-telephony_dial'));
  const recents = keptValue(`${own}:phone-recent`);
  const place = keptValue(`${own}:phone-place`);
  const open = keptValue(phoneOpenKey(own));
  let desk: Desk | undefined;
  const panel = phonePanel({
    ...given,
    root,
    clock,
    texts: hostTexts(host),
    words: typeof words === 'object' && words !== null ? words : {},
    templates: phoneTemplates(),
    computer: agentComputer({
      key: `${own}:sound`,
      iceServers: () => desk?.session?.phone?.iceServers ?? [],
      gatewayAnswers: async () => (await isGateway(given.gatewayUrl)) === 'yes',
    }),
    recents: { read: () => recentsFrom(recents.read()), keep: (list) => recents.keep(list) },
    place: { read: () => placeFrom(place.read()), keep: (at) => place.keep(at) },
    remembersOpen: { read: () => open.read() === true, keep: (on) => open.keep(on) },
    isTyping,
  });
  return {
    ...panel,
    show(next) {
      desk = next;
      const { phone, calls, session } = next;
      const states = phone?.state.colleagues;
      panel.show(
        phone && {
          phone,
          calls,
          colleagues: [...users.keys()]
            .filter((extension) => extension !== session?.extension)
            .map((extension) => ({
              name: colleague(extension) ?? extension,
              extension,
              state: states === undefined ? 'unknown' : (states[extension] ?? 'offline'),
            })),
        },
      );
    },
  };
}
