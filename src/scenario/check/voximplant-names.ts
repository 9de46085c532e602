import type { HostNames } from './find-globals';

const given =
  'VoxEngine AppEvents CallEvents PlayerEvents SequencePlayerEvents RecorderEvents Net Logger Crypto PhoneNumber Modules ' +
  'require ApplicationStorage RecordExpireTime setTimeout setInterval clearTimeout clearInterval base64_encode ' +
  'base64_decode str2bytes bytes2str bytes2hex hex2bytes uuidgen getLocalTime levenshtein_distance trace console Call ' +
  'ACDEvents SmartQueueEvents TerminationStatus TaskWaitingCode ASR ASREvents ASRLanguage ASRModel ASRModelList ' +
  'ASRProfileList ASRDictionary AMD AI CCAI DialogflowLanguage DialogflowModel Language Voice VoiceList DTMFType ' +
  'TTSEffectsProfile TranscriptionProvider CallList IVR IVRState Conference ConferenceEvents WebSocket WebSocketEvents ' +
  'StreamingAgentEvents VoximplantAPI VoximplantAvatar OpenAI Gemini ElevenLabs Ultravox Cartesia Yandex';

const noPage = 'there is no page in VoxEngine';
const noNode = 'there is no Node in VoxEngine';

/** What scenarios find. VoxEngine has more objects than this list: their names begin with a capital. */
export const voxEngineNames: HostNames = {
  host: 'VoxEngine',
  given: new Set(given.split(' ')),
  missing: {
    fetch: 'VoxEngine has Net.httpRequestAsync instead',
    XMLHttpRequest: 'VoxEngine has Net.httpRequestAsync instead',
    URL: 'VoxEngine lacks it: join addresses as text',
    URLSearchParams: 'VoxEngine lacks it: use encodeURIComponent',
    TextEncoder: 'VoxEngine has str2bytes instead',
    TextDecoder: 'VoxEngine has bytes2str instead',
    structuredClone: 'came with Firefox 94, VoxEngine is 81: use JSON',
    Buffer: noNode,
    process: noNode,
    global: `${noNode}: say globalThis`,
    module: `${noNode}: a scenario is one plain script`,
    exports: `${noNode}: a scenario is one plain script`,
    __dirname: noNode,
    __filename: noNode,
    setImmediate: noNode,
    queueMicrotask: 'not documented in VoxEngine: use Promise.resolve().then',
    window: noPage,
    document: noPage,
    navigator: noPage,
    localStorage: `${noPage}: use ApplicationStorage`,
    Intl: 'not promised in VoxEngine: use getLocalTime or a fixed offset from UTC',
    eval: 'code from text is refused',
    Function: 'code from text is refused',
  },
  unknown: (name) => (/^[A-Z]/.test(name) ? 'warning' : 'fault'),
};

/** Methods that came after Firefox 81, by the name they are called by. */
export const newMethods: Readonly<Record<string, number>> = {
  at: 90,
  findLast: 104,
  findLastIndex: 104,
  toSorted: 115,
  toReversed: 115,
  toSpliced: 115,
  hasOwn: 92,
  groupBy: 119,
  fromAsync: 115,
  withResolvers: 121,
  isWellFormed: 119,
  toWellFormed: 119,
};

/** What must have been asked for by `require(Modules.X)` before it is used. */
export const moduleOf: Readonly<Record<string, string>> = {
  ApplicationStorage: 'ApplicationStorage',
  'VoxEngine.createRecorder': 'Recorder',
  'VoxEngine.createASR': 'ASR',
  'VoxEngine.createConference': 'Conference',
  'VoxEngine.enqueueTask': 'SmartQueue',
  'VoxEngine.enqueueACDRequest': 'ACD',
};
