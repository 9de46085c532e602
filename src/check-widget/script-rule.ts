import type { Rule, Severity } from './rule';
import type { Sighting } from './sighting';
import type { Script } from './script';
import type { Widget } from './widget';

/** A thing seen in a script: where, and what is wrong with it. */
export interface Seen {
  readonly node: { readonly start: number };
  readonly what: string;
}

interface ScriptRule {
  readonly code: string;
  readonly severity?: Severity;
  readonly demand: string;
  readonly cure: string;
  readonly find: (script: Script, widget: Widget) => Iterable<Seen>;
}

/** A rule that looks at one script at a time. */
export function scriptRule({ severity = 'fault', find, ...words }: ScriptRule): Rule {
  return {
    ...words,
    severity,
    *find(widget): Generator<Sighting> {
      for (const file of widget.withExtension('js', 'mjs')) {
        const script = widget.script(file);
        for (const { node, what } of find(script, widget)) yield { what, file, at: script.position(node) };
      }
    },
  };
}
