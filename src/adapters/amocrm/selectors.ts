/** Every host element that we look for. */
export const selectors = {
  /** The host's toasts, bottom left; our cards stand above them. */
  toasts: '#popups_inbox',
  /** A widget's own page in Settings. */
  ownSettingsPage: '#list_page_holder',
  /** A modal window, ours or another. */
  window: '.modal',
  /** The number on the phone's button in the left menu. */
  phoneCounter: '.js-notifications_call_list_counter',
  /** Save button of the settings window. */
  settingsFields: '.widget_settings_block__fields',
} as const;
