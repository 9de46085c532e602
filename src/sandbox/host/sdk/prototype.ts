import { Modal } from '../ui/modal';
import { actions } from './actions';
import { drawing } from './drawing';
import { identity } from './identity';
import { network } from './network';
import { selection } from './selection';

/** What every widget inherits: `self.*` of the amoCRM web SDK. */
export const widgetPrototype: object = {
  ...identity,
  ...drawing,
  ...selection,
  ...actions,
  ...network,
  helpers: { Modal },
};
