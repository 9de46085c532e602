const labelled = (label: string, value: string): string =>
  `{${label}="${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"}`;

/** Figures in Prometheus' text format. Names and labels come from the code, never from a request. */
export function metricsRegistry() {
  const parts: (() => Promise<string>)[] = [];
  const head = (name: string, kind: string, help: string): string =>
    `# HELP ${name} ${help}\n# TYPE ${name} ${kind}\n`;

  return {
    counter(name: string, help: string) {
      let count = 0;
      parts.push(() => Promise.resolve(`${head(name, 'counter', help)}${name} ${count}\n`));
      return (by = 1): void => void (count += by);
    },
    /** Several at once, by one label; `known`: its values that are there from the beginning. */
    counters(name: string, help: string, label: string, known: readonly string[] = []) {
      const counts = new Map(known.map((one) => [one, 0]));
      parts.push(() => {
        const lines = [...counts].map(([one, n]) => `${name}${labelled(label, one)} ${n}\n`);
        return Promise.resolve(head(name, 'counter', help) + lines.join(''));
      });
      return (one: string, by = 1): void => void counts.set(one, (counts.get(one) ?? 0) + by);
    },
    /** Read when it is asked for; a figure that cannot be read is left out. */
    gauge(name: string, help: string, read: () => number | Promise<number>): void {
      parts.push(async () => {
        try {
          return `${head(name, 'gauge', help)}${name} ${await read()}\n`;
        } catch {
          return '';
        }
      });
    },
    /** Several at once, by one label. */
    gauges(
      name: string,
      help: string,
      label: string,
      read: () => Promise<Readonly<Record<string, number>>>,
    ): void {
      parts.push(async () => {
        try {
          const lines = Object.entries(await read()).map(
            ([one, n]) => `${name}${labelled(label, one)} ${n}\n`,
          );
          return head(name, 'gauge', help) + lines.join('');
        } catch {
          return '';
        }
      });
    },
    /** `bounds` in seconds, growing; returns what takes a duration in seconds. */
    histogram(name: string, help: string, bounds: readonly number[]) {
      const counts = bounds.map(() => 0);
      let [sum, all] = [0, 0];
      parts.push(() => {
        const lines = bounds.map((bound, index) => `${name}_bucket{le="${bound}"} ${counts[index] ?? 0}\n`);
        const last = `${name}_bucket{le="+Inf"} ${all}\n${name}_sum ${sum}\n${name}_count ${all}\n`;
        return Promise.resolve(`${head(name, 'histogram', help)}${lines.join('')}${last}`);
      });
      return (seconds: number): void => {
        all += 1;
        sum += seconds;
        bounds.forEach((bound, index) => {
          if (seconds <= bound) counts[index] = (counts[index] ?? 0) + 1;
        });
      };
    },
    text: async (): Promise<string> => (await Promise.all(parts.map((part) => part()))).join(''),
  };
}

export type MetricsRegistry = ReturnType<typeof metricsRegistry>;
