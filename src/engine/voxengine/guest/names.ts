/** Any name of a list that matters to nobody here (voices, languages): its own path as a text. */
export const names = (path: string): object =>
  new Proxy(
    {},
    {
      get: (_target, key) =>
        key === Symbol.toPrimitive || key === 'toString' || key === 'toJSON'
          ? () => path
          : typeof key === 'symbol'
            ? undefined
            : names(`${path}.${key}`),
    },
  );

const asNamed = (prefix: string, list: string): Record<string, string> =>
  Object.fromEntries(list.split(' ').map((name) => [name, `${prefix}${name}`]));

export const AppEvents = {
  ...asNamed('Application.', 'Started CallAlerting HttpRequest Terminating Terminated'),
  WebSocket: 'AppEvents.NewWebSocketConnection',
  NewWebSocketFailed: 'Application.OnNewWebSocketFailed',
};
export const CallEvents = {
  ...asNamed(
    'Call.',
    'AudioStarted AudioIdentificationStarted AudioIdentificationResult AudioIdentificationStopped ' +
      'AudioIdentificationError BlindTransferRequested Connected Forwarding Disconnected Failed InfoReceived ' +
      'MessageReceived MicStatusChange OffHold OnHold PlaybackFinished PlaybackReady PlaybackStarted PushSent ' +
      'ReInviteAccepted ReInviteReceived ReInviteRejected RecordStarted RecordStopped RecordError Ringing ' +
      'StateChanged Statistics ToneDetected ToneReceived TransferComplete TransferFailed ' +
      'FirstAudioPacketReceived FirstVideoPacketReceived RtpStopped RtpResumed BeepDetectionComplete ' +
      'BeepDetectionError AudioQualityDetected',
  ),
  VideoTrackCreated: 'Call.Video.TrackCreated',
};
export const PlayerEvents = {
  ...asNamed('Player.', 'Created Error PlaybackFinished PlaybackMarkerReached PlaybackReady Started Stopped'),
  PlaybackBuffering: 'Player.Buffering',
};
export const ACDEvents = asNamed(
  'ACD.',
  'OperatorReached OperatorCallAttempt OperatorFailed Error Waiting Queued Offline QueueFull',
);
/** Lists of names that matter to nobody here. */
export const lists = [
  ...[
    'VoiceList',
    'Voice',
    'Language',
    'ASRLanguage',
    'ASRModelList',
    'ASRModel',
    'ASRProfileList',
    'ASRDictionary',
  ],
  ...[
    'TTSEffectsProfile',
    'TranscriptionProvider',
    'CallAudioQuality',
    'ASREvents',
    'WebSocketEvents',
    'DialogflowLanguage',
    'DialogflowModel',
  ],
];
export const RecordExpireTime = {
  THREEMONTHS: '',
  SIXMONTHS: '-6m',
  ONEYEAR: '-1y',
  TWOYEARS: '-2y',
  THREEYEARS: '-3y',
  FIVEYEARS: '-5y',
};
export const DTMFType = { ALL: 0, TELEPHONE_EVENT: 1, IN_BAND: 2, SIP_INFO: 3 };
export const Modules = Object.fromEntries(
  (
    'ACD AI ApplicationStorage ASR Avatar CallList Conference ElevenLabs Gemini IVR OpenAI PushService Recorder SmartQueue ' +
    'StreamingAgent Ultravox Cartesia Yandex VoximplantAPI'
  )
    .split(' ')
    .map((name) => [name, name.toLowerCase()]),
);
/** VoxEngine's, that a session here cannot have. */
export const missing =
  'createASR createConference createRecorder createSequencePlayer createStreamingAgent createWebSocket callConference ' +
  'callWhatsappUser enqueueTask';
/** Whole objects of the platform that a session here cannot have. */
export const missingObjects =
  'AMD Cartesia CCAI Deepgram ElevenLabs Gemini Grok Inworld IVR MeasurementProtocol OpenAI Ultravox VoximplantAPI ' +
  'VoximplantAvatar Yandex';
