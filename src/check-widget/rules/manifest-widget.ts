import { valueAt } from '../json-value';
import { quote } from '../quote';
import type { Rule } from '../rule';
import type { Sighting } from '../sighting';
import type { Widget } from '../widget';
import { inManifest } from './manifest-shape';

const isHttps = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:';
const isWeb = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const addresses: readonly [path: string, isRight: (text: string) => boolean, wanted: string][] = [
  ['widget.support.link', isWeb, 'a web address'],
  ['widget.support.email', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), 'a mail address'],
  ['dp.webhook_url', isHttps, 'an https address'],
  ['sms.endpoint', isHttps, 'an https address'],
  ['mobile.frame_url', isWeb, 'a web address'],
  ['mobile.color', (text) => /^#[0-9a-f]{3}(?:[0-9a-f]{3})?$/i.test(text), 'a colour such as #4c8bf7'],
];

const rule = (
  code: string,
  severity: Rule['severity'],
  demand: string,
  cure: string,
  find: (widget: Widget, value: (path: string) => unknown) => Iterable<Sighting>,
): Rule => ({
  code,
  severity,
  demand,
  cure,
  find: (widget) => (widget.manifest ? find(widget, (path) => valueAt(widget.manifest?.value, path)) : []),
});

export const manifestWidgetRules: readonly Rule[] = [
  rule(
    'manifest-support',
    'fault',
    'The manifest says where users get help: widget.support.link, or else widget.support.email.',
    'add widget.support.link',
    function* (widget, value) {
      if (
        value('widget.support') !== undefined &&
        !value('widget.support.link') &&
        !value('widget.support.email')
      )
        yield inManifest(widget, 'widget.support', 'widget.support has neither link nor email');
    },
  ),
  rule(
    'manifest-address',
    'fault',
    'Addresses and colours in the manifest are written in full.',
    'write it in full, as in https://example.com/help',
    function* (widget, value) {
      for (const [path, isRight, wanted] of addresses) {
        const text = value(path);
        if (typeof text === 'string' && text !== '' && !isRight(text))
          yield inManifest(widget, path, `${path} is ${quote(text)}, not ${wanted}`);
      }
    },
  ),
  rule(
    'manifest-code-pair',
    'fault',
    'widget.code and widget.secret_key come together (updates of old integrations) or not at all.',
    'give both, or neither for a new integration',
    function* (widget, value) {
      if ((value('widget.code') === undefined) !== (value('widget.secret_key') === undefined))
        yield inManifest(
          widget,
          'widget',
          'one of widget.code and widget.secret_key is there without the other',
        );
    },
  ),
  rule(
    'manifest-locale-empty',
    'fault',
    'The manifest lists one language at least, each once.',
    'list each language once in widget.locale',
    function* (widget, value) {
      if (!Array.isArray(value('widget.locale'))) return;
      if (widget.locales.length === 0)
        yield inManifest(widget, 'widget.locale', 'widget.locale lists no language');
      if (new Set(widget.locales).size < widget.locales.length)
        yield inManifest(widget, 'widget.locale', 'widget.locale lists a language twice');
    },
  ),
  rule(
    'manifest-showcase',
    'fault',
    'A showcase (widget.is_showcase) is not installed: widget.installation is false.',
    'make widget.installation false, or take widget.is_showcase out',
    function* (widget, value) {
      if (value('widget.is_showcase') === true && value('widget.installation') === true)
        yield inManifest(
          widget,
          'widget.is_showcase',
          'widget.is_showcase and widget.installation are both true',
        );
    },
  ),
  rule(
    'manifest-version',
    'warning',
    'The manifest has a version: browsers keep old scripts until it is raised.',
    'give widget.version a text such as "1.0.0", and raise it with each upload',
    function* (widget, value) {
      const version = value('widget.version');
      if (version === undefined) yield inManifest(widget, 'widget', 'widget.version is missing');
      else if (typeof version === 'string' && !/^\d+(\.\d+)+/.test(version))
        yield inManifest(widget, 'widget.version', `widget.version is ${quote(version)}`);
    },
  ),
  rule(
    'manifest-interface-version',
    'warning',
    'widget.interface_version is 2.',
    'make it 2',
    function* (widget, value) {
      const version = value('widget.interface_version');
      if (typeof version === 'number' && version !== 2)
        yield inManifest(widget, 'widget.interface_version', `widget.interface_version is ${version}`);
    },
  ),
];
