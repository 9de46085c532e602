import { twig } from 'twig';

/** Compiled when it is first drawn. */
export function lazyTemplate(source: string): (model: object) => string {
  let compiled: ReturnType<typeof twig> | undefined;
  return (model) => (compiled ??= twig({ data: source })).render(model);
}
