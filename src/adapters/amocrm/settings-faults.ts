import type { Texts } from '../../domain/texts';
import { deadlineOf, gatewayUrlOf, resultAfterOf, thresholdOf, usersOf, yesOrNo } from './settings';

/** All that is wrong with what stands in the settings window, in the administrator's words. */
export function settingsFaults(
  fields: Record<string, unknown>,
  texts: Texts,
): { readonly faults: readonly string[]; readonly gatewayUrl: string | undefined } {
  const faults: string[] = [];
  const address = gatewayUrlOf(fields['gateway_url']);
  if ('fault' in address) faults.push(texts(`settings_check.${address.fault}`));
  if (deadlineOf(fields['lookup_deadline'] ?? '') === undefined)
    faults.push(texts('settings_check.deadline_invalid'));
  if (resultAfterOf(fields['result_after']) === undefined)
    faults.push(texts('settings_check.result_after_invalid'));
  if (thresholdOf(fields['result_threshold']) === undefined)
    faults.push(texts('settings_check.result_threshold_invalid'));
  if (yesOrNo(fields['result_internal']) === undefined)
    faults.push(texts('settings_check.result_internal_invalid'));
  const extensions = Object.values(usersOf(fields['extensions']));
  for (const extension of new Set(extensions)) {
    if (!/^\d{1,10}$/.test(extension)) {
      faults.push(texts('settings_check.extension_invalid', { extension: extension.slice(0, 40) }));
    } else if (extensions.filter((other) => other === extension).length > 1) {
      faults.push(texts('settings_check.extension_taken', { extension }));
    }
  }
  return { faults, gatewayUrl: 'url' in address ? address.url : undefined };
}
