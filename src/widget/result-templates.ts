import type { ResultTemplates } from '../views/result-window';
import bar from '../../templates/result-bar.twig';
import found from '../../templates/result-found.twig';
import link from '../../templates/result-link.twig';
import search from '../../templates/result-search.twig';
import frame from '../../templates/result-window.twig';
import { lazyTemplate } from './lazy-template';

export const resultTemplates = (): ResultTemplates => ({
  window: lazyTemplate(frame),
  link: lazyTemplate(link),
  search: lazyTemplate(search),
  found: lazyTemplate(found),
  bar: lazyTemplate(bar),
});
