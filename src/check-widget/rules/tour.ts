import { asObject, valueAt } from '../json-value';
import type { Rule } from '../rule';
import { inManifest } from './manifest-shape';

const mostPictures = 5;

export const tourRules: readonly Rule[] = [
  {
    code: 'tour-off',
    severity: 'fault',
    demand: 'tour.is_tour is true.',
    cure: 'make tour.is_tour true',
    find: function* (widget) {
      if (valueAt(widget.manifest?.value, 'tour.is_tour') === false)
        yield inManifest(widget, 'tour.is_tour', 'tour.is_tour is false');
    },
  },
  {
    code: 'tour-images',
    severity: 'fault',
    demand: 'The tour has one to five pictures for a language, and only for languages of the widget.',
    cure: 'list 1 to 5 pictures per language, such as "ru": ["/images/tour_1_ru.png"]',
    find: function* (widget) {
      const images = asObject(valueAt(widget.manifest?.value, 'tour.tour_images'));
      if (!images) return;
      for (const [language, list] of Object.entries(images)) {
        const path = `tour.tour_images.${language}`;
        if (!widget.locales.includes(language))
          yield inManifest(widget, path, `${path}: not a language of the widget`);
        if (!Array.isArray(list) || !list.every((item) => typeof item === 'string'))
          yield inManifest(widget, path, `${path} is not a list of paths`);
        else if (list.length < 1 || list.length > mostPictures)
          yield inManifest(widget, path, `${path} has ${list.length} pictures`);
      }
    },
  },
  {
    code: 'tour-language',
    severity: 'warning',
    demand: 'The tour has pictures in every language of the widget.',
    cure: 'draw them for this language too',
    find: function* (widget) {
      const images = asObject(valueAt(widget.manifest?.value, 'tour.tour_images'));
      for (const language of images ? widget.locales : [])
        if (images?.[language] === undefined)
          yield inManifest(widget, 'tour.tour_images', `tour.tour_images has no pictures for ${language}`);
    },
  },
];
