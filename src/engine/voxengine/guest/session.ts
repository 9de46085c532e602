import type { CallsFile } from '../described-calls';
import { limits } from '../limits';
import type { Entry } from '../timeline';
import { applicationStorage } from './application-storage';
import { codecs } from './codecs';
import { dialling } from './dialling';
import type { CallDriver } from './emulated-call';
import { joining } from './joining';
import * as named from './names';
import { players } from './players';
import { requests, type HttpResult, type SendOut } from './requests';
import { sessionLife } from './session-life';
import { timers } from './timers';
import { virtualClock } from './virtual-clock';
import { virtualDate } from './virtual-date';
import { bytes, type World } from './world';
import { callList } from './call-list';
import { callQueue } from './call-queue';
import { phoneInfo } from './phone-info';

export interface SessionNeeds {
  readonly calls: CallsFile;
  readonly tell: (entry: Entry) => void;
  readonly sendOut: SendOut;
  /** md5, sha1, sha256 of a text, or hmac_sha256 with a key before it: hex. */
  readonly digest: (name: string, parts: readonly string[]) => string;
}

/** One emulated VoxEngine session: the globals that a scenario sees, and the levers that move it on. */
export function session({ calls, tell, sendOut, digest }: SessionNeeds) {
  const clock = virtualClock();
  const drivers: CallDriver[] = [];
  const during =
    (may: () => boolean) =>
    (seconds: number, run: () => void): (() => void) =>
      Number.isFinite(seconds) ? clock.after(seconds * 1000, () => may() && run()) : () => undefined;
  const world: World = {
    clock,
    calls,
    tell: (kind, text, call, more) =>
      tell({
        at: clock.now(),
        kind,
        text,
        ...(call !== undefined && { call }),
        ...(more !== undefined && { more }),
      }),
    breach: (text) => tell({ at: clock.now(), kind: 'breach', text }),
    later: during(() => life.stage() === 'running'),
    toTheEnd: during(() => life.stage() !== 'over'),
  };
  const http = requests(world, sendOut);
  const clocks = timers(world);
  const life = sessionLife({ world, drivers, http, timers: clocks });
  const dial = dialling(world, drivers, life.look);
  const storage = applicationStorage(world);
  let custom = calls.customData;
  let loaded: readonly string[] = [];
  let uuids = 0;

  const log = (...words: unknown[]): void => {
    const text = words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ');
    if (text.length > limits.logCharacters) world.breach(`Logger.write: ${text.length} characters`);
    world.tell('log', text.slice(0, limits.logCharacters));
  };
  const absent = (name: string) => (): never => {
    throw new Error(`${name} is not emulated`);
  };
  /** Its modules may be asked for in every script: only who uses them is told. */
  const absentObject = (name: string): object =>
    new Proxy(
      {},
      { get: (_target, key) => (typeof key === 'symbol' ? undefined : absent(`${name}.${key}`)()) },
    );
  const VoxEngine = {
    addEventListener: life.heard.addEventListener,
    removeEventListener: life.heard.removeEventListener,
    terminate: life.terminate,
    customData: (value?: string): string => {
      if (value !== undefined && bytes(value) > limits.customData)
        throw new Error(`customData is over ${limits.customData} bytes`);
      custom = value ?? custom;
      return custom;
    },
    getSecretValue: (name: string): string | undefined =>
      Object.prototype.hasOwnProperty.call(calls.secrets, name) ? calls.secrets[name] : undefined,
    allowWebSocketConnections: (): void => undefined,
    ...dial.methods,
    ...joining(world, life.heard, dial, life.terminate),
    ...players(world),
    ...callQueue(world, dial),
    ...Object.fromEntries(named.missing.split(' ').map((name) => [name, absent(`VoxEngine.${name}`)])),
  };
  const ApplicationStorage = new Proxy(storage, {
    get(target, key) {
      if (!loaded.includes('applicationstorage'))
        throw new Error('ApplicationStorage needs require(Modules.ApplicationStorage)');
      return Reflect.get(target, key) as unknown;
    },
  });
  const hash =
    (name: string) =>
    (...parts: string[]): string =>
      digest(name, parts);

  return {
    clock,
    life,
    http,
    answered: (id: number, result: HttpResult): void => http.answered(id, result),
    begin: (): void =>
      life.start(() => {
        for (const { after, ...asked } of calls.requests) {
          world.later(after, () => {
            const answer = life.fire('HttpRequest', { ...asked, headers: [] });
            const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? '');
            world.tell('http', `${asked.method} ${asked.path} is answered: ${text}`);
          });
        }
        const { inbound } = calls;
        if (inbound === null) return;
        world.later(0.01, () => {
          const call = dial.comeIn(inbound);
          const uri = (user: string): string => `sip:${user}@emulated`;
          life.fire('CallAlerting', {
            call,
            callerid: inbound.from,
            destination: inbound.to,
            ...{ toURI: uri(inbound.to), fromURI: uri(inbound.from), displayName: inbound.name },
            ...{ headers: inbound.headers, customData: '', scheme: '' },
          });
        });
      }),
    globals: {
      VoxEngine,
      AppEvents: named.AppEvents,
      CallEvents: named.CallEvents,
      PlayerEvents: named.PlayerEvents,
      RecordExpireTime: named.RecordExpireTime,
      DTMFType: named.DTMFType,
      Modules: named.Modules,
      ACDEvents: named.ACDEvents,
      ...Object.fromEntries(named.lists.map((name) => [name, named.names(name)])),
      ...Object.fromEntries(named.missingObjects.split(' ').map((name) => [name, absentObject(name)])),
      Net: http.net,
      ApplicationStorage,
      Logger: { write: (text: unknown): void => log(String(text)), hideTones: (): void => undefined },
      console: { log, info: log, warn: log, error: log, debug: log },
      trace: log,
      Crypto: {
        md5: hash('md5'),
        sha1: hash('sha1'),
        sha256: hash('sha256'),
        hmac_sha256: hash('hmac_sha256'),
      },
      CallList: callList(world),
      PhoneNumber: { getInfo: phoneInfo },
      levenshtein_distance: absent('levenshtein_distance'),
      getLocalTime: (zone: string, date: Date): Date =>
        new Date(new Date(date.toLocaleString('en-US', { timeZone: zone })).getTime()),
      AI: {
        detectVoicemail: () => Promise.reject(new Error('AI.detectVoicemail is not emulated')),
        createDialogflow: absent('AI.createDialogflow'),
        Events: named.names('AI.Events'),
      },
      require: (module: unknown): void => {
        if (typeof module === 'string') loaded = [...loaded, module];
        else world.breach('require: no member of Modules');
      },
      uuidgen: (): string => {
        uuids += 1;
        return `00000000-0000-4000-8000-${String(uuids).padStart(12, '0')}`;
      },
      Date: virtualDate(() => calls.at + clock.now()),
      ...clocks.methods,
      ...codecs,
    },
  };
}
