/** Reads fields of a plan one by one and gathers what is wrong with them, by path. */
export class PlanFields {
  readonly faults: string[] = [];

  fault(path: string, message: string): void {
    this.faults.push(`${path === '' ? 'the plan' : path}: ${message}`);
  }

  object(value: unknown, path: string, known?: readonly string[]): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(path, 'must be an object');
      return {};
    }
    const fields = value as Record<string, unknown>;
    for (const name of Object.keys(fields)) {
      if (known !== undefined && !known.includes(name))
        this.fault(path === '' ? name : `${path}.${name}`, `is not known; there are ${known.join(', ')}`);
    }
    return fields;
  }

  text(value: unknown, path: string, fallback: string | undefined): string {
    if (value === undefined && fallback !== undefined) return fallback;
    if (typeof value === 'string' && value !== '') return value;
    this.fault(path, 'must be a text');
    return '';
  }

  whole(value: unknown, path: string, [least, most]: readonly [number, number], fallback: number): number {
    if (value === undefined) return fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.fault(path, `must be a whole number from ${least} to ${most}`);
    return fallback;
  }

  choice<T extends string>(value: unknown, path: string, choices: readonly T[], fallback: T): T {
    if (value === undefined) return fallback;
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.fault(path, `must be one of ${choices.join(', ')}`);
    return found ?? fallback;
  }

  flag(value: unknown, path: string, fallback: boolean): boolean {
    if (value === undefined || typeof value === 'boolean') return value ?? fallback;
    this.fault(path, 'must be true or false');
    return fallback;
  }

  texts(value: unknown, path: string): string[] {
    if (value === undefined) return [];
    if (Array.isArray(value))
      return value.map((one, index) => this.text(one, `${path}[${index}]`, undefined));
    this.fault(path, 'must be a list of texts');
    return [];
  }

  textsByName(value: unknown, path: string): Record<string, string> {
    if (value === undefined) return {};
    return Object.fromEntries(
      Object.entries(this.object(value, path)).map(([name, text]) => [
        name,
        this.text(text, `${path}.${name}`, undefined),
      ]),
    );
  }
}
