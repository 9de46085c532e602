// All that is around a gateway while routing is measured, in a thread of its own: the CRM, and the callers' PBX.
const { createServer, request, Agent } = require('node:http');
const { parentPort } = require('node:worker_threads');

const contacts = (phone) =>
  JSON.stringify({
    _embedded: {
      contacts: [
        {
          ...{ id: 7, name: 'Olga', responsible_user_id: 3 },
          custom_fields_values: [{ field_code: 'PHONE', values: [{ value: phone }] }],
        },
      ],
    },
  });

/** How the CRM answers: after so many ms, with that status; -1: never. */
let crm = { ms: 0, status: 200 };
const server = createServer((asked, response) => {
  const { pathname, searchParams } = new URL(asked.url, 'http://crm');
  const { ms, status, body } = crm;
  if (ms < 0) return;
  setTimeout(() => {
    if (body !== undefined) response.writeHead(200).end(body);
    else if (status === 200 && pathname.endsWith('/contacts'))
      response.writeHead(200).end(contacts(`+7${searchParams.get('query')}`));
    else response.writeHead(status === 200 ? 204 : status).end();
  }, ms);
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));

const agent = new Agent({ keepAlive: true, maxSockets: 100 });

/** One question; resolves with the answer, and ms from before it was sent to its last byte. */
const ask = (url, key, body) =>
  new Promise((resolve, reject) => {
    const start = performance.now();
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const asked = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ ms: performance.now() - start, route: JSON.parse(Buffer.concat(chunks).toString()) }),
      );
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });

async function calls({ url, key, atOnce, count }) {
  const times = [];
  const given = {};
  let next = 0;
  const caller = async () => {
    while (next < count) {
      next += 1;
      const from = `+7900${1_000_000 + next}`;
      const { ms, route } = await ask(url, key, { call_id: `c-${next}`, from, to: '+74951234567' });
      times.push(ms);
      const what =
        route.action === 'forward' ? `${route.reason} ${route.targets[0]?.extension ?? ''}` : 'refused';
      given[what] = (given[what] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, caller));
  return { times, given };
}

parentPort.on('message', (told) => {
  if (told.crm !== undefined) crm = told.crm;
  else calls(told.calls).then((measured) => parentPort.postMessage({ measured }));
});
