import type { ResultTask } from '../domain/call-result';
import type { RecordRef } from '../ports/result-writer';
import type { Sending } from './send-result-sending';

/** Adds the note once; one that an earlier try has written gets the text that stands now. */
export async function sendNote({ job, crm, sent, reach, trying }: Sending, record: RecordRef): Promise<void> {
  const note = job.fields.note.trim();
  if (note === '') return;
  const { tried, since = 0, noteId } = sent();
  const before = tried?.note;
  const known =
    noteId ?? (before === undefined ? undefined : await crm.findNote(record, { text: before, since }));
  if (known === undefined) {
    trying({ note });
    reach({ noteId: await crm.addNote(record, note) });
    return;
  }
  reach({ noteId: known });
  if (before === note) return;
  await crm.changeNote(record, known, note);
  trying({ note });
}

const sameTask = (a: ResultTask, b: ResultTask): boolean =>
  a.text === b.text && a.due === b.due && a.typeId === b.typeId;

/** As of the note. */
export async function sendTask({ job, crm, sent, reach, trying }: Sending, record: RecordRef): Promise<void> {
  if (job.fields.task === null) return;
  const task: ResultTask = { ...job.fields.task, text: job.fields.task.text.trim() };
  const { tried, since = 0, taskId } = sent();
  const before = tried?.task ?? undefined;
  const known =
    taskId ?? (before === undefined ? undefined : await crm.findTask(record, { text: before.text, since }));
  if (known === undefined) {
    trying({ task });
    reach({ taskId: await crm.addTask(record, task) });
    return;
  }
  reach({ taskId: known });
  if (before !== undefined && sameTask(before, task)) return;
  await crm.changeTask(known, task);
  trying({ task });
}
