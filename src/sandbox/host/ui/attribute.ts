/** An attribute of the first element; empty when there is no element or no attribute. */
export const attribute = ($elements: JQuery, name: string): string =>
  $elements.toArray()[0]?.getAttribute(name) ?? '';
