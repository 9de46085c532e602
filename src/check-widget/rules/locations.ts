import { asStrings, valueAt } from '../json-value';
import { quote } from '../quote';
import type { Rule } from '../rule';
import type { Widget } from '../widget';
import { inManifest } from './manifest-shape';

const cards = ['lcard', 'ccard', 'comcard', 'cucard'];
const known = new Set([
  ...cards,
  ...['llist', 'clist', 'tlist', 'culist', 'tline', 'tcalendar', 'settings', 'advanced_settings', 'card_sdk'],
  ...[
    'catalogs',
    'digital_pipeline',
    'lead_sources',
    'whatsapp_modal',
    'salesbot_designer',
    'sms',
    'mobile_card',
  ],
  ...['amoforms', 'widget_page', 'everywhere', 'website_chat_button', 'ai_agent'],
]);

/** Locations and the manifest's field that comes with them. */
const blocks = {
  digital_pipeline: 'dp',
  advanced_settings: 'advanced.title',
  salesbot_designer: 'salesbot_designer',
  sms: 'sms.endpoint',
  mobile_card: 'mobile.frame_url',
  amoforms: 'amoforms_settings',
  widget_page: 'left_menu',
} as const;

const listed = ({ manifest }: Widget): readonly string[] => asStrings(valueAt(manifest?.value, 'locations'));
const nameOf = (location: string): string => location.replace(/-.*$/, '');

export const locationRules: readonly Rule[] = [
  {
    code: 'location-missing',
    severity: 'fault',
    demand: 'A widget with a script says where it lives: locations is not empty.',
    cure: 'add locations, for instance ["everywhere"]',
    find: function* (widget) {
      if (widget.manifest && widget.has('script.js') && listed(widget).length === 0)
        yield inManifest(widget, 'locations', 'there is a script.js, and locations is missing or empty');
    },
  },
  {
    code: 'location-unknown',
    severity: 'fault',
    demand: 'Locations are among those that amoCRM knows.',
    cure: 'write a known location, such as ccard-1 or everywhere',
    find: function* (widget) {
      for (const [index, location] of listed(widget).entries())
        if (!known.has(nameOf(location)))
          yield inManifest(widget, `locations.${index}`, `the location ${quote(location)} is not known`);
    },
  },
  {
    code: 'location-suffix',
    severity: 'fault',
    demand:
      'After a location stands nothing, -0 or -1 (is the right column used); everywhere takes no suffix.',
    cure: 'end it with -0 or -1, and everywhere with nothing',
    find: function* (widget) {
      for (const [index, location] of listed(widget).entries()) {
        const suffix = location.slice(nameOf(location).length);
        if (!['', '-0', '-1'].includes(suffix) || (suffix !== '' && nameOf(location) === 'everywhere'))
          yield inManifest(
            widget,
            `locations.${index}`,
            `the location ${quote(location)} has a wrong suffix`,
          );
      }
    },
  },
  {
    code: 'location-duplicate',
    severity: 'fault',
    demand: 'A location is listed once.',
    cure: 'list it once, with the suffix that is meant',
    find: function* (widget) {
      const names = listed(widget).map(nameOf);
      for (const [index, name] of names.entries())
        if (names.indexOf(name) < index)
          yield inManifest(widget, `locations.${index}`, `the location ${quote(name)} is listed twice`);
    },
  },
  {
    code: 'location-card',
    severity: 'fault',
    demand: 'card_sdk (an own tab in a card) needs the location of a card too.',
    cure: 'add lcard, ccard, comcard or cucard',
    find: function* (widget) {
      if (widget.locations.includes('card_sdk') && !cards.some((card) => widget.locations.includes(card)))
        yield inManifest(widget, 'locations', 'card_sdk is listed without the location of a card');
    },
  },
  {
    code: 'location-block-missing',
    severity: 'fault',
    demand:
      'Locations that need a block in the manifest have it (digital_pipeline: dp, sms: sms.endpoint, …).',
    cure: 'add the block, or take the location out',
    find: function* (widget) {
      for (const [location, path] of Object.entries(blocks))
        if (widget.locations.includes(location) && valueAt(widget.manifest?.value, path) === undefined)
          yield inManifest(widget, 'locations', `the location ${location} needs ${path}`);
    },
  },
  {
    code: 'location-block-unused',
    severity: 'fault',
    demand: 'A block that belongs to a location stands in the manifest only with that location.',
    cure: 'add the location, or take the block out',
    find: function* (widget) {
      for (const [location, path] of Object.entries(blocks)) {
        const block = path.replace(/\..*$/, '');
        if (!widget.locations.includes(location) && valueAt(widget.manifest?.value, block) !== undefined)
          yield inManifest(widget, block, `${block} is there without the location ${location}`);
      }
    },
  },
];
