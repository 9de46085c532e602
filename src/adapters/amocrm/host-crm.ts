import type { Call } from '../../domain/call';
import type { Caller } from '../../domain/caller';
import { dialPlanOf, type DialPlan } from '../../domain/dial-plan';
import { showPhone } from '../../domain/phone-number';
import type { RequestTurn } from '../../domain/request-budget';
import type { Crm } from '../../ports/crm';
import { callerName, newContactPath, shownNumber } from '../../domain/call-words';
import { companyName, search } from './contact-search';
import { hostApp, type CallNotification } from './host';
import type { Texts } from '../../domain/texts';

const nowSeconds = (): number => Math.floor(Date.now() / 1000);
const longestName = 255;

export interface Me {
  readonly accountId: string;
  readonly userId: string;
  readonly name: string;
}

export function whoAmI(): Me {
  const [user, account] = [hostApp().constant('user'), hostApp().constant('account')];
  return {
    accountId: String(account?.id),
    userId: String(user?.id),
    name: typeof user?.name === 'string' ? user.name : '',
  };
}

export function accountDialPlan(): DialPlan {
  const country = hostApp().constant('account')?.country;
  // Accounts of amocrm.ru without a country are Russian ones.
  return dialPlanOf(typeof country === 'string' && country !== '' ? country : 'RU');
}

/** Port `Crm` over the page that the widget runs in. `users`: internal number -> user id. `turn`: the tab's budget. */
export function hostCrm(parts: {
  texts: Texts;
  users: ReadonlyMap<string, string>;
  me: Me;
  turn: RequestTurn;
}): Crm {
  const { texts, users, me, turn } = parts;
  const dialPlan = accountDialPlan();

  const notification = (call: Call, caller: Caller): CallNotification => {
    const number = shownNumber(call.phone, dialPlan, texts);
    const match = caller.state === 'found' && caller.matches.length === 1 ? caller.matches[0] : undefined;
    const name = callerName(caller, texts)?.slice(0, longestName);
    const talked = call.disposition === 'answered';
    return {
      header: `${talked ? texts('card.incoming') : texts('notice.missed')}: ${number}`,
      text:
        call.line === ''
          ? texts('widget.name')
          : texts('card.line', { line: showPhone(call.line, dialPlan) }),
      date: Math.floor(Date.parse(call.started_at) / 1000),
      to: me.name,
      ...(name !== undefined && { from: name }),
      ...(talked && { duration: call.duration ?? 0 }),
      ...(call.recording_url !== undefined && { link: call.recording_url }),
      ...(match !== undefined
        ? { element: { id: match.id, type: match.entity } }
        : caller.state === 'internal'
          ? {}
          : { click_link: newContactPath(call.phone, dialPlan) }),
    };
  };

  return {
    dialPlan,
    search: (entity, digits) => turn(true).then(() => search(entity, digits)),
    companyName: (id) => turn(true).then(() => companyName(id)),
    colleague(extension) {
      const user = users.get(extension);
      const title = user === undefined ? undefined : hostApp().constant('managers')?.[user]?.title;
      return typeof title === 'string' ? title : undefined;
    },
    fileCall(call, caller) {
      hostApp().notifications.add_call(notification(call, caller));
    },
    reportFault(code) {
      const fault = (): { header: string; text: string; date: number } => ({
        header: texts('widget.name'),
        text: texts(`faults.${code}`),
        date: nowSeconds(),
      });
      hostApp().notifications.add_error(fault(), {
        done: () => undefined,
        // The server could not keep it: then at least on this screen. Never both, or it is read twice.
        fail: () => hostApp().notifications.show_message_error(fault()),
        always: () => undefined,
      });
    },
  };
}
