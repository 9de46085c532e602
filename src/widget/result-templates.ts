import { twig } from 'twig';
import type { ResultTemplates } from '../views/result-window';
import bar from '../../templates/result-bar.twig';
import found from '../../templates/result-found.twig';
import link from '../../templates/result-link.twig';
import search from '../../templates/result-search.twig';
import frame from '../../templates/result-window.twig';

/** Each is compiled when it is first drawn. */
function template(source: string): (model: object) => string {
  let compiled: ReturnType<typeof twig> | undefined;
  return (model) => (compiled ??= twig({ data: source })).render(model);
}

export const resultTemplates = (): ResultTemplates => ({
  window: template(frame),
  link: template(link),
  search: template(search),
  found: template(found),
  bar: template(bar),
});
