import { callStatuses, type ResultFields, type ResultTask } from '../domain/call-result';
import { deadlineOf, deadlineText, quickDeadline, quickDeadlines } from '../domain/task-deadline';
import type { Catalogue } from '../ports/result-crm';

export interface ResultForm {
  /** Shows what was typed here or in another tab; what already stands there keeps its caret. */
  fill(fields: ResultFields): void;
  offer(catalogue: Catalogue): void;
}

const near = 120;

const option = (value: string, text: string): HTMLOptionElement => new Option(text, value);

/** The window's inputs: every change is handed to `type` as it is made. `now`: ms since 1970. */
export function resultForm(
  root: HTMLFormElement,
  parts: { now: () => number; type: (part: Partial<ResultFields>) => void },
): ResultForm {
  const { now, type } = parts;
  const field = (name: string): HTMLInputElement => {
    const found = root.querySelector<HTMLInputElement>(`input[name="${name}"]`);
    if (found === null) throw new Error(`the window has no field ${name}`);
    return found;
  };
  const list = (name: string): HTMLSelectElement => {
    const found = root.querySelector<HTMLSelectElement>(`select[name="${name}"]`);
    if (found === null) throw new Error(`the window has no list ${name}`);
    return found;
  };
  const note = root.querySelector('textarea');
  if (note === null) throw new Error('the window has no note');
  const texts = {
    note,
    contactName: field('contactName'),
    leadName: field('leadName'),
  };
  const [stage, taskType] = [list('stage'), list('taskType')];
  const [taskText, taskDue] = [field('taskText'), field('taskDue')];
  const statuses = [...root.querySelectorAll<HTMLInputElement>('[name="status"]')];
  const dues = [...root.querySelectorAll<HTMLElement>('[data-due]')];
  let last: ResultFields | undefined;
  let due = 0;
  /** A task that gets a text gets a deadline with it, until the agent says another. */
  let dueByItself = false;

  const typeTask = (): void => {
    const task: ResultTask = { typeId: Number(taskType.value), text: taskText.value, due };
    type({ task: task.text === '' && due === 0 ? null : task });
  };
  const setDue = (seconds: number, byItself: boolean): void => {
    due = seconds;
    dueByItself = byItself;
    typeTask();
  };

  for (const [name, input] of Object.entries(texts)) {
    input.addEventListener('input', () => type({ [name]: input.value }));
  }
  for (const radio of statuses) {
    radio.addEventListener('change', () =>
      type({ status: callStatuses.find((status) => String(status) === radio.value) ?? null }),
    );
  }
  stage.addEventListener('change', () => {
    const [pipelineId = null, stageId = null] = stage.value === '' ? [] : stage.value.split(':').map(Number);
    type({ pipelineId, stageId });
  });
  taskType.addEventListener('change', typeTask);
  taskText.addEventListener('input', () => {
    if (taskText.value !== '' && due === 0) setDue(quickDeadline('tomorrow', now()), true);
    else if (taskText.value === '' && dueByItself) setDue(0, false);
    else typeTask();
  });
  taskDue.addEventListener('input', () => setDue(deadlineOf(taskDue.value), false));
  for (const button of dues) {
    button.addEventListener('click', () => {
      const name = quickDeadlines.find((one) => one === button.dataset['due']);
      if (name === undefined) return;
      const pressed = button.getAttribute('aria-pressed') === 'true';
      // Pressing what was only proposed agrees to it.
      setDue(pressed && !dueByItself ? 0 : quickDeadline(name, now()), false);
    });
  }

  const put = (input: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement, value: string): void => {
    if (input.value !== value) input.value = value;
  };
  const fill = (fields: ResultFields): void => {
    last = fields;
    const { task, status, pipelineId, stageId } = fields;
    put(texts.note, fields.note);
    put(texts.contactName, fields.contactName);
    put(texts.leadName, fields.leadName);
    for (const radio of statuses) radio.checked = radio.value === String(status);
    if (stageId !== null) put(stage, `${pipelineId ?? 0}:${stageId}`);
    due = task?.due ?? 0;
    put(taskText, task?.text ?? '');
    if (task !== null && task.typeId > 0) put(taskType, String(task.typeId));
    // A date half typed has no value yet: it is left alone while it is being typed.
    const shown = deadlineText(due);
    if (taskDue.value !== shown && (document.activeElement !== taskDue || due > 0)) taskDue.value = shown;
    const at = now();
    for (const button of dues) {
      const name = quickDeadlines.find((one) => one === button.dataset['due']);
      const pressed = due > 0 && name !== undefined && Math.abs(quickDeadline(name, at) - due) < near;
      button.setAttribute('aria-pressed', String(pressed));
    }
  };

  return {
    fill,
    offer({ taskTypes, pipelines }) {
      taskType.replaceChildren(...taskTypes.map(({ id, name }) => option(String(id), name)));
      taskType.disabled = taskTypes.length === 0;
      const ordered = [...pipelines].sort((a, b) => Number(b.main) - Number(a.main));
      stage.replaceChildren(
        ...ordered.map((pipeline) => {
          const group = document.createElement('optgroup');
          group.label = pipeline.name;
          // The closed list shows the stage alone, and many pipelines have a "New" one.
          const told = (name: string): string => (pipeline.main ? name : `${name} – ${pipeline.name}`);
          group.append(...pipeline.stages.map(({ id, name }) => option(`${pipeline.id}:${id}`, told(name))));
          return group;
        }),
      );
      stage.disabled = pipelines.length === 0;
      if (last !== undefined) fill(last);
    },
  };
}
