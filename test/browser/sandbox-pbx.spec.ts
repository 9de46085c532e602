import { sipChecks } from './bare-phone/checks';
import { sandboxLab } from './pbx-lab/pbx-lab';

sipChecks("the sandbox's PBX", sandboxLab);
