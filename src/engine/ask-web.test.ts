import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askWeb } from './ask-web';

let server: Server;
let host: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/hangs') return;
    if (request.url === '/away')
      return void response.writeHead(302, { location: 'http://example.com/' }).end();
    if (request.url === '/long') return void response.end('x'.repeat(300_000));
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => response.writeHead(201, { 'X-Seen': request.method }).end(`got ${body}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const never = new AbortController().signal;

test('a script reaches a host that it is allowed', async () => {
  const answer = await askWeb([host], 2000)(`http://${host}/a`, { method: 'POST', body: 'text' }, never);
  expect(answer).toMatchObject({ status: 201, body: 'got text', headers: { 'x-seen': 'POST' } });
});

test.each([
  ['a host that it is not allowed', 'http://example.com/', 'example.com is not among the hosts'],
  ['another port of an allowed host', 'http://127.0.0.1:1/', '127.0.0.1:1 is not among the hosts'],
  ['a file', 'file:///etc/passwd', 'file: is not a scheme'],
  ['an address that hides its host', 'http://127.0.0.1@example.com/', 'a user name in it is refused'],
  ['no address', 'gateway', '"gateway" is not a web address'],
])('%s is refused by name', async (_what, url, message) => {
  await expect(askWeb([host], 2000)(url, {}, never)).rejects.toThrow(message);
});

test('a redirect is told, not followed', async () => {
  expect(await askWeb([host], 2000)(`http://${host}/away`, {}, never)).toMatchObject({ status: 302 });
});

test('an answer that never comes ends in time, and one without end is cut', async () => {
  await expect(askWeb([host], 50)(`http://${host}/hangs`, {}, never)).rejects.toThrow('no answer in time');
  await expect(askWeb([host], 2000)(`http://${host}/long`, {}, never)).rejects.toThrow(
    'longer than 262144 bytes',
  );
});

test('a request ends with its script', async () => {
  const over = new AbortController();
  const asked = askWeb([host], 60_000)(`http://${host}/hangs`, {}, over.signal);
  over.abort();
  await expect(asked).rejects.toThrow('aborted');
});
