import { lookup } from 'node:dns';
import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPrivateAddress } from './private-address';
import { RecordingFault } from './recording-fault';

type LookupAll = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[] | undefined) => void,
) => void;

/**
 * Finds the addresses of a name and keeps those outside our own networks. Used at the moment of connecting, so that no
 * second answer of the DNS slips in.
 */
export const publicLookup =
  (lookupAll: LookupAll = lookup): LookupFunction =>
  (hostname, options, done) => {
    lookupAll(hostname, { ...options, all: true }, (error, addresses = []) => {
      const [first, ...others] = addresses.filter(({ address }) => !isPrivateAddress(address));
      if (error !== null) done(error, []);
      else if (first === undefined)
        done(new RecordingFault('recording_host_refused', `${hostname} is in a private network`), []);
      else if (options.all === true) done(null, [first, ...others]);
      else done(null, first.address, first.family);
    });
  };
