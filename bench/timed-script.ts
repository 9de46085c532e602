/** Ms of each step by which the page brings the widget to life; absent until the step is done. */
export interface Cost {
  evaluate?: number;
  factory?: number;
  new?: number;
  render?: number;
  init?: number;
  /** `performance.now()` when `init` had returned. */
  ready?: number;
}

declare global {
  interface Window {
    cost: Cost;
  }
}

/**
 * `script` under a stopwatch: evaluated inline, so that compiling it counts too, and then its factory, its
 * constructor and its two first callbacks, whenever the page calls them. `mark` keeps a cached compilation out.
 */
export const timedScript = (script: string, mark: string): string => `(() => {
  const cost = (window.cost = {});
  const timed = (step, run) => {
    const start = performance.now();
    const result = run();
    cost[step] = performance.now() - start;
    return result;
  };
  const own = window.define;
  window.define = Object.assign((names, factory) => own(names, (...modules) => {
    const Widget = timed('factory', () => factory(...modules));
    return new Proxy(Widget, {
      construct(target, given) {
        const made = timed('new', () => Reflect.construct(target, given));
        for (const step of ['render', 'init']) {
          const callback = made.callbacks[step];
          made.callbacks[step] = function (...args) {
            const result = timed(step, () => callback.apply(this, args));
            if (step === 'init') cost.ready = performance.now();
            return result;
          };
        }
        return made;
      },
    });
  }), own);
  const element = document.createElement('script');
  element.textContent = ${JSON.stringify(`${script}\n//${mark}`).replace(/</g, '\\u003c')};
  timed('evaluate', () => document.head.append(element));
  window.define = own;
})();`;
