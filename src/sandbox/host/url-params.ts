/** Keeps `+` in `phone` and turns it into a space elsewhere, as amoCRM's helper does. */
export function queryParam(name: string, search = location.search): string | undefined {
  for (const part of search.replace(/^\?/, '').split('&')) {
    const [key = '', value = ''] = part.split('=');
    if (decodeURIComponent(key) !== name) continue;
    return decodeURIComponent(name === 'phone' ? value : value.replace(/\+/g, ' '));
  }
  return undefined;
}
