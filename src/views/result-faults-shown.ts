import type { ResultFault } from '../domain/call-result';
import type { Texts } from '../domain/texts';

/** Fields of the window that stand for others, which have no place of their own. */
const places: Readonly<Record<string, string>> = { pipelineId: 'stageId', status: 'all' };

/** Puts each fault next to its field; what has no field there stands at the top. Returns the first field at fault. */
export function showFaults(
  root: HTMLElement,
  faults: readonly ResultFault[],
  texts: Texts,
): HTMLElement | undefined {
  const boxes = [...root.querySelectorAll<HTMLElement>('[data-fault]')];
  const said = new Map<HTMLElement, string[]>(boxes.map((box) => [box, []]));
  for (const { field, code, detail } of faults) {
    const place = places[field] ?? field;
    const box =
      boxes.find((one) => one.dataset['fault'] === place && one.closest('[hidden]') === null) ?? boxes[0];
    if (box === undefined) continue;
    const words = texts(`result.faults.${code}`);
    said.get(box)?.push(detail === undefined ? words : `${words} (${detail})`);
  }
  let first: HTMLElement | undefined;
  for (const [box, words] of said) {
    const text = [...new Set(words)].join(' ');
    if (box.textContent !== text) box.textContent = text;
    const inputs =
      box.id === '' ? [] : root.querySelectorAll<HTMLElement>(`[aria-describedby~="${CSS.escape(box.id)}"]`);
    for (const input of inputs) {
      const group = input.getAttribute('role') === 'group';
      if (text === '') input.removeAttribute('aria-invalid');
      else if (!group) input.setAttribute('aria-invalid', 'true');
      if (text !== '') first ??= (group ? input.querySelector<HTMLElement>('button') : input) ?? undefined;
    }
  }
  return first;
}
