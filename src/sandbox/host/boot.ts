import type { BootData } from '../pages/page-data';

/** What the server wrote into the page. */
export const boot = JSON.parse(document.getElementById('boot')?.textContent ?? '{}') as BootData;

export const hasFault = (name: string): boolean => boot.faults.includes(name);
