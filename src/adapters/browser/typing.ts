const keyless = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];

/** Whether the keyboard belongs to a field of the page, or to a frame, into which nobody sees. */
export function isTyping(): boolean {
  const active = document.activeElement;
  if (active instanceof HTMLInputElement) return !keyless.includes(active.type);
  if (active instanceof HTMLTextAreaElement || active instanceof HTMLSelectElement) return true;
  if (active instanceof HTMLIFrameElement) return true;
  return active instanceof HTMLElement && active.isContentEditable;
}
