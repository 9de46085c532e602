import { allRules } from './all-rules';
import type { Archive } from './archive';
import type { Fault } from './rule';
import { openWidget } from './widget';

/** Everything that is wrong with a widget, faults before warnings, in the order of files and lines. */
export function checkWidget(archive: Archive): Fault[] {
  const widget = openWidget(archive);
  const faults = allRules.flatMap(({ code, severity, cure, find }) =>
    [...find(widget)].map((sighting): Fault => ({ ...sighting, code, severity, cure })),
  );
  return faults.sort(
    (one, other) =>
      one.severity.localeCompare(other.severity) ||
      (one.file ?? '').localeCompare(other.file ?? '') ||
      (one.at?.line ?? 0) - (other.at?.line ?? 0) ||
      (one.at?.column ?? 0) - (other.at?.column ?? 0),
  );
}
