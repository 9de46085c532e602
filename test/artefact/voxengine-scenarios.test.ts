import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { emulated, told } from '../fakes/voxengine';
import { tried } from './voxengine-lines';

// What real scenarios use.
test('what Firefox 81 has not is not there, what it has is', async () => {
  const { logs } = await tried(
    `log([[].at, ''.at, Object.hasOwn, [].findLast, [].toSorted, Object.groupBy].map((each) => typeof each));
     log([''.replaceAll, Promise.any, Object.fromEntries, [].flat, globalThis].map((each) => typeof each));`,
  );
  expect(logs).toEqual([Array(6).fill('undefined').join(), 'function,function,function,function,object']);
});
test('whoever asks the session’s own address gets what the listener returns', async () => {
  const run = await emulated(
    `VoxEngine.addEventListener(AppEvents.HttpRequest, (e) => { VoxEngine.terminate(); return { heard: e.content }; });`,
    { requests: [{ after: 3, path: '/hangup', content: 'now' }] },
  );
  expect(told(run, 'http')).toEqual(['3.0  POST /hangup is answered: {"heard":"now"}']);
  expect(run.virtualMs).toBeLessThan(3100);
});
test('options of the older kind: made by `new`, headers as lines', async () => {
  const server = createServer(({ headers }, response) => response.end(`${headers.cookie} ${headers.accept}`));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { logs } = await tried(
    `const options = new Net.HttpRequestOptions();
     options.headers = ['Cookie: session=1:2', 'Accept:text/plain'];
     Net.httpRequest('http://127.0.0.1:${(server.address() as AddressInfo).port}/', (e) => log(e.text), options);`,
  );
  expect(logs).toEqual(['session=1:2 text/plain']);
  server.close();
});
test('a zone’s time of day is known', async () => {
  const { logs } = await tried(`log(getLocalTime('Asia/Yekaterinburg', new Date()).getHours());`);
  expect(logs).toEqual(['14']);
});
test('digits are heard after handleTones alone', async () => {
  const scenario = (handles: string) => `
    VoxEngine.addEventListener(AppEvents.CallAlerting, ({ call }) => {
      ${handles}
      call.addEventListener(CallEvents.ToneReceived, (e) => Logger.write(e.tone));
      call.addEventListener(CallEvents.Disconnected, VoxEngine.terminate);
      call.answer();
    });`;
  const calls = { inbound: { digits: '1#', hangsUp: 5 } };
  const heard = async (handles: string) => told(await emulated(scenario(handles), calls), 'log');
  expect(await heard('call.handleTones(true);')).toEqual(['2.0  1', '2.3  #']);
  expect(await heard('')).toEqual([]);
});
test('a stopped sound does not finish, a spoken text takes its time', async () => {
  const run = await emulated(
    `VoxEngine.addEventListener(AppEvents.CallAlerting, ({ call }) => {
      call.addEventListener(CallEvents.Connected, () => { call.startPlayback('http://x/a.mp3'); setTimeout(() => call.stopPlayback(), 1000); setTimeout(() => call.say('Good day to you'), 5000); });
      call.addEventListener(CallEvents.PlaybackFinished, () => VoxEngine.terminate());
      call.answer();
    });`,
    { sounds: { 'http://x/a.mp3': 2 } },
  );
  expect(told(run, 'PlaybackFinished')).toEqual(['6.1 caller PlaybackFinished']);
});
const queued = `
  require(Modules.ACD);
  VoxEngine.addEventListener(AppEvents.CallAlerting, ({ call, callerid }) => {
    call.addEventListener(CallEvents.Disconnected, VoxEngine.terminate);
    call.addEventListener(CallEvents.Connected, () => {
      const request = VoxEngine.enqueueACDRequest('sales', callerid);
      request.addEventListener(ACDEvents.Queued, () => request.getStatus());
      request.addEventListener(ACDEvents.Waiting, ({ ewt, position }) => Logger.write(position + '. in ' + ewt));
      request.addEventListener(ACDEvents.OperatorFailed, (e) => Logger.write(e.operatorUserName + ' ' + e.statusCode));
      request.addEventListener(ACDEvents.OperatorReached, ({ operatorCall }) => {
        Logger.write('talks with ' + operatorCall.number());
        VoxEngine.sendMediaBetween(call, operatorCall);
      });
      request.addEventListener(ACDEvents.Offline, () => call.say('Nobody is here', { language: VoiceList.Amazon.en_US_Joanna }));
    });
    call.answer();
  });`;
test('a queue rings its operators one after another until one answers', async () => {
  const run = await emulated(queued, {
    queues: { sales: { operators: ['101', '102'], after: 130 } },
    parties: { '101': { busy: 1 }, '102': { answers: 4 } },
    inbound: { hangsUp: 160 },
  });
  expect(told(run, 'log')).toEqual(['0.1  1. in 2', '131.1  101 486', '135.1  talks with 102']);
});
test('a queue without operators is offline', async () => {
  const run = await emulated(queued, { inbound: { hangsUp: 5 } });
  expect(told(run, 'log', 'act').at(-1)).toMatch(/say "Nobody is here"/);
});
test('numbers are understood in any notation; what is none says so', async () => {
  const { logs } = await tried(
    `log(PhoneNumber.getInfo('+1 (202) 964-6876').number); log(PhoneNumber.getInfo('12029646876').number);
     log(PhoneNumber.getInfo('8 (495) 123-45-67', 'RU').number); log(PhoneNumber.getInfo('anna').isValidNumber);
     log(PhoneNumber.getInfo('101').error.length > 0);`,
  );
  expect(logs).toEqual(['+12029646876', '+12029646876', '+74951234567', 'false', 'true']);
});
test('easyProcess closes the session with the first leg that fails', async () => {
  const run = await emulated(
    `VoxEngine.addEventListener(AppEvents.CallAlerting, (e) => {
      VoxEngine.easyProcess(e.call, VoxEngine.callUser({ username: '101', callerid: e.callerid }));
    });`,
    { parties: { '101': { busy: 3 } } },
  );
  expect(run.virtualMs).toBeLessThan(3100);
});
test('secrets that are missing are undefined, digests are hex, ids are unique', async () => {
  const { logs } = await tried(
    `log(VoxEngine.getSecretValue('A') + VoxEngine.getSecretValue('toString'));
     log(Crypto.hmac_sha256('key', 'data')); log(uuidgen() !== uuidgen());
     log(base64_encode('Звонок') + bytes2str(base64_decode('0JfQstC+0L3QvtC6')) + bytes2hex(str2bytes('я')));`,
    { secrets: { A: 'a' } },
  );
  expect(logs).toEqual([
    'aundefined',
    '5031fe3d989c6d1537a013fa6e739da23463fdaec3b70137d828e36ace221bd0',
    'true',
    '0JfQstC+0L3QvtC6Звонокd18f',
  ]);
});
test('several scenarios of one rule share one context, in their order', async () => {
  const scripts = ["const shared = { word: 'hello' };", 'Logger.write(shared.word);'];
  expect(told(await emulated(scripts, { inbound: null }), 'log')).toEqual(['0.0  hello']);
  expect((await emulated(scripts.reverse(), { inbound: null })).fault).toMatch(/shared is not defined/);
});
