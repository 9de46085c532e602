/** A request of the page itself; rejects when the answer is not a success. */
async function ask<T>(url: string, init: RequestInit): Promise<T> {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${url}: ${String(answer.status)}`);
  return (await answer.json()) as T;
}

export const getJson = <T>(url: string): Promise<T> => ask<T>(url, {});
export const postJson = <T>(url: string, body: object): Promise<T> =>
  ask<T>(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
export const postForm = <T>(url: string, fields: Record<string, string>): Promise<T> =>
  ask<T>(url, { method: 'POST', body: new URLSearchParams(fields) });
