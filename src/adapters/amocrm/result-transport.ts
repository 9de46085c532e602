import $ from 'jquery';

export interface CrmRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
}

export interface CrmAnswer {
  readonly status: number;
  readonly text: string;
  /** The server's clock as it answered, as written in the header `Date`. */
  readonly date: string | null;
  /** Its header `Retry-After`. */
  readonly wait: string | null;
}

/** One request of the CRM's API. Rejects where there is no answer: reset, cut off, too late. */
export type CrmTransport = (request: CrmRequest) => Promise<CrmAnswer>;

const readDeadline = 10_000;
const writeDeadline = 20_000;

/** With the signed-in user's cookie and rights. */
export const pageTransport: CrmTransport = ({ method, path, query, body }) =>
  new Promise((resolve, reject) => {
    const answered = (xhr: JQueryXHR): void =>
      resolve({
        status: xhr.status,
        text: xhr.responseText,
        date: xhr.getResponseHeader('Date'),
        wait: xhr.getResponseHeader('Retry-After'),
      });
    $.ajax({
      url: query === undefined ? path : `${path}?${$.param(query)}`,
      method,
      // Parsed by whoever asked: an HTML page in place of JSON is no reason to lose the status.
      dataType: 'text',
      timeout: method === 'GET' ? readDeadline : writeDeadline,
      ...(body !== undefined && {
        data: JSON.stringify(body),
        contentType: 'application/json',
        processData: false,
      }),
    }).then(
      (_body: unknown, _status: unknown, xhr: JQueryXHR) => answered(xhr),
      (failed: unknown, why: unknown) => {
        const xhr = failed as JQueryXHR;
        if (xhr.status > 0 && why !== 'timeout') answered(xhr);
        else reject(new Error(`${path}: ${String(why)}`));
      },
    );
  });
