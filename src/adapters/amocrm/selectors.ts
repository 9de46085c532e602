/** Every host element that we look for. One export each: a page's script carries only those that it looks for itself. */

/** The host's toasts, bottom left; our cards stand above them. */
export const toasts = '#popups_inbox';
/** A widget's own page in Settings. */
export const ownSettingsPage = '#list_page_holder';
/** A modal window, ours or another. */
export const hostWindow = '.modal';
/** The number on the phone's button in the left menu. */
export const phoneCounter = '.js-notifications_call_list_counter';
/** Save button of the settings window. */
export const settingsFields = '.widget_settings_block__fields';
