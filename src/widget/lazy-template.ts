import { twig } from 'twig';

/** Compiled when it is first drawn, or before, if there is time. */
export function lazyTemplate(source: string): ((model: object) => string) & { readonly compile: () => void } {
  let compiled: ReturnType<typeof twig> | undefined;
  const compile = (): ReturnType<typeof twig> => (compiled ??= twig({ data: source }));
  return Object.assign((model: object) => compile().render(model), { compile });
}
