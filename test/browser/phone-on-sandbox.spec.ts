import { sandboxLab } from './pbx-lab/pbx-lab';
import { phoneFunctions } from './pbx-lab/phone-functions';

phoneFunctions("the sandbox's PBX", sandboxLab);
