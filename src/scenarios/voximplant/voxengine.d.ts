/**
 * What our scenarios use of VoxEngine, and nothing else. Names are the vendor's own, so that the same sources also
 * compile against the vendor's whole declaration file (test/artefact/voximplant-typings.test.ts does it where that
 * file is present).
 */

declare enum AppEvents {
  Started = 'Application.Started',
  CallAlerting = 'Application.CallAlerting',
  Terminating = 'Application.Terminating',
}

interface _AppEvents {
  [AppEvents.Started]: { sessionId: number };
  [AppEvents.CallAlerting]: _CallAlertingEvent;
  [AppEvents.Terminating]: { systemError?: boolean };
}

interface _CallAlertingEvent {
  call: Call;
  callerid: string;
  destination: string;
  displayName: string;
  headers: Record<string, string>;
}

declare enum CallEvents {
  AudioStarted = 'Call.AudioStarted',
  Connected = 'Call.Connected',
  Disconnected = 'Call.Disconnected',
  Failed = 'Call.Failed',
  RecordError = 'Call.RecordError',
  RecordStarted = 'Call.RecordStarted',
  RecordStopped = 'Call.RecordStopped',
  Ringing = 'Call.Ringing',
}

interface _CallEvent {
  call: Call;
  name: string;
  id: string;
}

interface _CallEvents {
  [CallEvents.AudioStarted]: _CallEvent;
  [CallEvents.Connected]: _CallEvent;
  /** `duration`: seconds. */
  [CallEvents.Disconnected]: _CallEvent & { internalCode: number; reason: string; duration: number };
  [CallEvents.Failed]: _CallEvent & { code: number; reason: string };
  [CallEvents.RecordError]: _CallEvent & { error: string };
  /** `url` is known from the first second, the sound is there after `RecordStopped`. */
  [CallEvents.RecordStarted]: _CallEvent & { url: string };
  [CallEvents.RecordStopped]: _CallEvent & { url: string; duration: number };
  [CallEvents.Ringing]: _CallEvent;
}

declare class Call {
  id(): string;
  addEventListener<T extends keyof _CallEvents>(
    event: CallEvents | T,
    callback: (event: _CallEvents[T]) => unknown,
  ): void;
  answer(): void;
  hangup(): void;
  /** 300 to 699. */
  reject(code: number): void;
  ring(): void;
  startEarlyMedia(): void;
  /** "RU" or "US". */
  playProgressTone(country: string): void;
  record(parameters: { stereo?: boolean }): void;
}

declare namespace VoxEngine {
  function addEventListener<T extends keyof _AppEvents>(
    event: AppEvents | T,
    callback: (event: _AppEvents[T]) => unknown,
  ): void;
  function callPSTN(number: string, callerid: string): Call;
  function callUser(parameters: {
    username: string;
    callerid: string;
    displayName?: string;
    extraHeaders?: Record<string, string>;
  }): Call;
  function callSIP(
    to: string,
    parameters?: { callerid?: string; displayName?: string; headers?: object },
  ): Call;
  function customData(customData?: string): string;
  function sendMediaBetween(one: Call, other: Call): void;
  function terminate(): void;
}

declare namespace Net {
  interface HttpRequestOptions {
    method?: string;
    postData?: string | number[];
    headers?: Record<string, string>;
    /** Seconds, at most 90. */
    timeout?: number;
    /** Seconds, at most 6. */
    connectionTimeout?: number;
  }
  /** `code`: HTTP status; 0 and below: no answer was had. */
  interface HttpRequestResult {
    code: number;
    headers?: { key: string; value: string }[];
    text?: string;
    error?: string;
  }
  function httpRequestAsync(url: string, options?: HttpRequestOptions): Promise<HttpRequestResult>;
}

declare namespace Logger {
  /** Up to 15,000 characters. */
  function write(message: string): void;
}

declare function setTimeout(callback: () => unknown, timeout?: number): number;
declare function clearTimeout(timeoutID: number): void;
