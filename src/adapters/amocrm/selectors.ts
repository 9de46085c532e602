/** Every host element that we look for. */
export const selectors = {
  /** The host's toasts, bottom left; our cards stand above them. */
  toasts: '#popups_inbox',
  /** Save button of the settings window. */
  settingsFields: '.widget_settings_block__fields',
} as const;
