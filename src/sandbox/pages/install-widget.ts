import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Crm, Widget } from '../crm/model';
import { readManifest, type Manifest } from './read-manifest';

const isFilled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.keys(value).length > 0
    : value !== undefined && value !== '';

function prefilled(crm: Crm, manifest: Manifest, gatewayUrl: string): Record<string, unknown> {
  const extensions = Object.fromEntries(
    crm.users
      .filter(({ is_active, extension }) => is_active && extension !== '')
      .map(({ id, extension }) => [String(id), extension]),
  );
  return Object.fromEntries(
    Object.entries(manifest.settings).flatMap(([name, { type }]): [string, unknown][] => {
      if (name === 'gateway_url') return [[name, gatewayUrl]];
      return type === 'users' ? [[name, extensions]] : [];
    }),
  );
}

const codeOf = (manifest: Manifest, folder: string): string => {
  const derived = path
    .basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return manifest.widget.code ?? (['', 'widget', 'dist'].includes(derived) ? 'amocrm_telephony' : derived);
};

/**
 * Puts an unpacked widget into the account. Installed and active if every required setting could be filled in,
 * otherwise waiting for its installation on the page of integrations.
 * Throws an error that names the fault when `manifest.json` is broken.
 */
export function installWidget(crm: Crm, folder: string, gatewayUrl: string, crmUrl: string): Widget {
  const manifest = readManifest(folder);
  const settings = prefilled(crm, manifest, gatewayUrl);
  const ready = Object.entries(manifest.settings).every(
    ([name, { required }]) => required !== true || isFilled(settings[name]),
  );
  const widget: Widget = {
    id: crm.nextId(),
    code: codeOf(manifest, folder),
    version: manifest.widget.version ?? '1.0.0',
    folder: path.resolve(folder),
    manifest: manifest as unknown as Record<string, unknown>,
    status: ready ? 'installed' : 'install',
    active: ready,
    settings,
    client_uuid: randomUUID(),
    client_secret: randomBytes(32).toString('hex'),
    redirect_uri: new URL('/oauth', gatewayUrl || crmUrl).href,
  };
  crm.widgets.set(widget.code, widget);
  return widget;
}
