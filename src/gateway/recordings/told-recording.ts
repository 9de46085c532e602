import type { CallPicture } from '../../protocol/agent-socket';
import type { RecordingHosts } from './recording-hosts';
import type { RecordingLinks } from './recording-link';

const day = 86_400;

export interface ToldRecordingNeed {
  readonly hosts: RecordingHosts;
  readonly links: RecordingLinks;
  /** How long the link opens. */
  readonly days: number;
  readonly warn: (message: string) => void;
}

/**
 * A call as browsers are told of it: with our link to its recording in place of the PBX's. Where the recording lies
 * on a host that is not allowed there is none, since ours would not open and the PBX's own may hold a password.
 */
export function toldRecording({ hosts, links, days, warn }: ToldRecordingNeed) {
  const warned = new Set<string>();

  return (picture: CallPicture): CallPicture => {
    // Most have none: nothing is copied for them.
    if (picture.recording_url === undefined) return picture;
    const { recording_url: url, ...rest } = picture;
    const place = new URL(url);
    if (hosts.ruleFor(place) !== undefined)
      return { ...rest, recording_url: links(picture.call_id, days * day) };
    if (!warned.has(place.host)) {
      warned.add(place.host);
      warn(`recordings at ${place.host} are not shown: add ${place.hostname} to RECORDING_HOSTS`);
    }
    return rest;
  };
}
