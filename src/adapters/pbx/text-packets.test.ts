import { decodePacket, encodePacket } from './text-packets';

const written = (packet: Parameters<typeof encodePacket>[0]): string => {
  let text = '';
  encodePacket(packet, false, (one) => (text = one));
  return text;
};

test('what is written is read as the same, by the digits of engine.io 4', () => {
  const call = { type: 'message', data: '42/agents,["call",{"phone":"Ωмега 😀"}]' } as const;
  expect(written(call)).toBe(`4${call.data}`);
  expect(decodePacket(written(call))).toEqual(call);
  expect(written({ type: 'ping', data: 'probe' })).toBe('2probe');
  expect(['0', '1', '2', '3', '4', '5', '6'].map((digit) => decodePacket(digit).type)).toEqual([
    'open',
    'close',
    'ping',
    'pong',
    'message',
    'upgrade',
    'noop',
  ]);
});

test.each([['7'], [''], [' '], ['b4AAE='], ['x'], [new ArrayBuffer(4)], [undefined]])(
  'a garbled packet (%p) ends the connection',
  (raw) => {
    expect(decodePacket(raw)).toEqual({ type: 'error', data: 'parser error' });
  },
);
