import { test } from '@playwright/test';
import { kamailioLab } from './pbx-lab/pbx-lab';
import { phoneFunctions } from './pbx-lab/phone-functions';
import { absent } from './pbx-lab/programs';

const missing = absent('kamailio', 'rtpengine');
test.skip(missing !== undefined, missing);

phoneFunctions('Kamailio', kamailioLab);
