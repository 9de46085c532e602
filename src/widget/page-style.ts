/** Adds `style.css` once per page, as the web SDK's "mechanics" page wants it. */
export function addPageStyle(folder: string, version: string): void {
  const id = 'amocrm-telephony-style';
  if (document.getElementById(id) !== null) return;
  const link = document.createElement('link');
  link.id = id;
  link.rel = 'stylesheet';
  link.href = `${folder.replace(/\/+$/, '')}/style.css?v=${encodeURIComponent(version)}`;
  document.head.append(link);
}
