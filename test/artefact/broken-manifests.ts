import type { BrokenWidget } from './broken-widget';
import { both, english, manifest, widget } from './broken-widget';
import { minimalFiles } from './minimal-widget';

/** Manifests and languages with one thing wrong. */
export const brokenManifests: readonly BrokenWidget[] = [
  [
    'a language unknown',
    'locale-unknown',
    manifest((m) => {
      m.widget.locale.push('de');
      m.tour.tour_images.de = ['/images/tour_en.png'];
    }),
  ],
  [
    'a language without its file',
    'locale-missing',
    manifest((m) => {
      m.widget.locale.push('es');
      m.tour.tour_images.es = ['/images/tour_en.png'];
    }),
  ],
  [
    'a file without its language',
    'locale-extra',
    widget({ 'i18n/es.json': new TextDecoder().decode(minimalFiles()['i18n/en.json']) }),
  ],
  ['a text in one language only', 'i18n-structure', english((t) => (t.more = { hello: 'Hello' }))],
  [
    'no object widget',
    'i18n-widget-missing',
    both(
      (t) => {
        t.phone = t.widget;
        delete t.widget;
      },
      (m) => {
        for (const key of ['name', 'description', 'short_description']) m.widget[key] = `phone.${key}`;
        m.tour.tour_description = 'phone.name';
      },
    ),
  ],
  [
    'a number for a text',
    'i18n-value',
    both(
      (t) => (t.count = 5),
      (m) => m,
    ),
  ],
  [
    'a .ru address in English',
    'i18n-ru-domain',
    english((t) => (t.widget.description = 'See www.phone.ru for more')),
  ],
  ['Russian in the English file', 'i18n-language', english((t) => (t.widget.description = 'Звонки'))],
  ['a field missing', 'manifest-required', manifest((m) => delete m.tour.tour_description)],
  ['no settings', 'manifest-required', manifest((m) => delete m.settings)],
  ['a text for a flag', 'manifest-type', manifest((m) => (m.widget.init_once = 'Y'))],
  ['words for a text path', 'manifest-text-path', manifest((m) => (m.widget.name = 'My phone'))],
  ['no support', 'manifest-support', manifest((m) => (m.widget.support = {}))],
  [
    'a support link without https',
    'manifest-address',
    manifest((m) => (m.widget.support.link = 'example.com')),
  ],
  ['a code without its key', 'manifest-code-pair', manifest((m) => (m.widget.code = 'acme'))],
  ['a language twice', 'manifest-locale-empty', manifest((m) => m.widget.locale.push('en'))],
  ['a showcase that is installed', 'manifest-showcase', manifest((m) => (m.widget.is_showcase = true))],
  ['no version', 'manifest-version', manifest((m) => delete m.widget.version)],
  [
    'another interface version',
    'manifest-interface-version',
    manifest((m) => (m.widget.interface_version = 1)),
  ],
  ['no tour', 'tour-off', manifest((m) => (m.tour.is_tour = false))],
  [
    'six tour pictures',
    'tour-images',
    manifest((m) => (m.tour.tour_images.en = Array(6).fill('/images/tour_en.png'))),
  ],
  [
    'a tour in one language',
    'tour-language',
    manifest((m) => {
      delete m.tour.tour_images.en;
      m.tour.tour_images.ru.push('/images/tour_en.png');
    }),
  ],
  ['an unknown type of setting', 'setting-type', manifest((m) => (m.settings.url.type = 'checkbox'))],
  [
    'a setting without its label',
    'setting-label',
    manifest((m) => (m.settings.key = { name: 'settings.url', type: 'pass', required: false })),
  ],
  [
    'two custom settings',
    'setting-custom-many',
    both(
      (t) => (t.settings.b = t.settings.url),
      (m) => {
        m.settings.url.type = 'custom';
        m.settings.b = { ...m.settings.url, name: 'settings.b' };
        m.locations = ['settings'];
      },
    ),
  ],
  [
    'a custom setting without its location',
    'setting-custom-location',
    manifest((m) => (m.settings.url.type = 'custom')),
  ],
  ['no locations', 'location-missing', manifest((m) => delete m.locations)],
  ['an unknown location', 'location-unknown', manifest((m) => (m.locations = ['kanban-1']))],
  ['a wrong suffix', 'location-suffix', manifest((m) => (m.locations = ['ccard-2']))],
  ['everywhere with a suffix', 'location-suffix', manifest((m) => (m.locations = ['everywhere-1']))],
  ['a location twice', 'location-duplicate', manifest((m) => (m.locations = ['ccard-1', 'ccard-0']))],
  ['a tab without a card', 'location-card', manifest((m) => (m.locations = ['card_sdk']))],
  ['sms without its address', 'location-block-missing', manifest((m) => (m.locations = ['sms']))],
  [
    'an address without sms',
    'location-block-unused',
    manifest((m) => (m.sms = { endpoint: 'https://example.com' })),
  ],
  [
    'a webhook without https',
    'manifest-address',
    manifest((m) => {
      m.locations = ['sms'];
      m.sms = { endpoint: 'http://example.com' };
    }),
  ],
];
