/** Adds a stylesheet of the widget once per page, as the web SDK's "mechanics" page wants it; resolves when it holds. */
export function addPageStyle(
  folder: string,
  version: string,
  name: 'style' | 'result' | 'phone' | 'plan' | 'settings' | 'dial',
): Promise<void> {
  const id = `amocrm-telephony-${name}`;
  if (document.getElementById(id) !== null) return Promise.resolve();
  const link = document.createElement('link');
  link.id = id;
  link.rel = 'stylesheet';
  link.href = `${folder.replace(/\/+$/, '')}/${name}.css?v=${encodeURIComponent(version)}`;
  return new Promise((resolve) => {
    // Without it all is there, only plain.
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}
