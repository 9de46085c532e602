import type { PhoneTemplates } from '../views/phone-templates';
import call from '../../templates/phone-call.twig';
import check from '../../templates/phone-check.twig';
import checkRow from '../../templates/phone-check-row.twig';
import dial from '../../templates/phone-dial.twig';
import head from '../../templates/phone-head.twig';
import joint from '../../templates/phone-joint.twig';
import keys from '../../templates/phone-keys.twig';
import notice from '../../templates/phone-notice.twig';
import recents from '../../templates/phone-recents.twig';
import settings from '../../templates/phone-settings.twig';
import targets from '../../templates/phone-targets.twig';
import transfer from '../../templates/phone-transfer.twig';
import { lazyTemplate } from './lazy-template';

export const phoneTemplates = (): PhoneTemplates => ({
  head: lazyTemplate(head),
  notice: lazyTemplate(notice),
  call: lazyTemplate(call),
  joint: lazyTemplate(joint),
  dial: lazyTemplate(dial),
  recents: lazyTemplate(recents),
  keys: lazyTemplate(keys),
  transfer: lazyTemplate(transfer),
  targets: lazyTemplate(targets),
  settings: lazyTemplate(settings),
  check: lazyTemplate(check),
  checkRow: lazyTemplate(checkRow),
});
