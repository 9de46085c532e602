import { test } from '@playwright/test';
import { sipChecks } from './bare-phone/checks';
import { kamailioLab } from './pbx-lab/pbx-lab';
import { absent } from './pbx-lab/programs';

const missing = absent('kamailio', 'rtpengine');
test.skip(missing !== undefined, missing);

sipChecks('Kamailio as docs/kamailio sets it up', kamailioLab);
