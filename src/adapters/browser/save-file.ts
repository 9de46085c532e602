import { browserClock } from './clock';

/** Offers a file to be saved, as a click on a link to it does. */
export function saveFile(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  browserClock.after(1000, () => URL.revokeObjectURL(link.href));
}
