import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox';
import { projectFile } from './project-file';
import { sendFile } from './send-file';
import { vendorModules } from './vendor-modules';

const vendorFile = (name: string): string | undefined =>
  name === 'require.js' ? 'requirejs/require.js' : vendorModules[name.replace(/\.js$/, '')];

/** Script, style sheet and libraries of the page, and the unpacked widgets. */
export function staticRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.get<{ Params: { name: string } }>('/host/vendor/:name', (request, reply) => {
    const file = vendorFile(request.params.name);
    return file === undefined ? reply.callNotFound() : sendFile(reply, projectFile('node_modules', file));
  });
  app.get('/host/host.js', (_request, reply) => sendFile(reply, projectFile('dist/sandbox/host/host.js')));
  app.get('/host/host.css', async (_request, reply) => {
    const folder = projectFile('src/sandbox/host/styles');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.css')).sort();
    const sheets = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
    return reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(sheets.join('\n'));
  });
  app.get('/favicon.ico', (_request, reply) =>
    sendFile(reply, projectFile('src/sandbox/host/images/favicon.svg')),
  );
  app.get<{ Params: { code: string; '*': string } }>('/widgets/:code/*', (request, reply) => {
    const widget = sandbox.crm.widgets.get(request.params.code);
    if (widget === undefined) return reply.callNotFound();
    const file = path.resolve(widget.folder, request.params['*'].replace(/^\/+/, ''));
    return file.startsWith(path.resolve(widget.folder) + path.sep)
      ? sendFile(reply, file)
      : reply.callNotFound();
  });
}
