import { Web } from 'sip.js';

/** The library's own ready-made phone, as its documentation starts it. */
export default Web.SimpleUser;
