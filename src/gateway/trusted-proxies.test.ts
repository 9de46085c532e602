import { readTrustedProxies } from './trusted-proxies';

const read = (said: string) => {
  const faults: string[] = [];
  const fault = (name: string, wrong: string, cure: string): undefined =>
    void faults.push(`${name} ${wrong}: ${cure}`);
  return { proxies: readTrustedProxies({ TRUSTED_PROXIES: said }, fault), faults };
};
const asked = (remoteAddress: string, named?: string, said = ''): string =>
  read(said).proxies.addressOf({
    socket: { remoteAddress },
    headers: named === undefined ? {} : { 'x-forwarded-for': named },
  });

test.each([
  ['192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['127.0.0.1', undefined, '127.0.0.1'],
  ['127.0.0.1', '', '127.0.0.1'],
  ['127.0.0.1', '203.0.113.9, 198.51.100.7', '198.51.100.7'],
  ['::ffff:127.0.0.1', '198.51.100.7', '198.51.100.7'],
  ['::1', '2001:db8::7', '2001:db8::7'],
  ['127.0.0.1', 'no address at all', 'no address at all'],
])(
  'a proxy on this machine is believed, nobody else: asked by %s, who names %s, it is %s',
  (peer, named, is) => {
    expect(asked(peer, named)).toBe(is);
  },
);

test.each([
  ['10.0.0.5', '198.51.100.7', '10.0.0.5', '198.51.100.7'],
  ['::ffff:10.0.0.5', '198.51.100.7', '10.0.0.5', '198.51.100.7'],
  ['10.0.0.6', '198.51.100.7', '10.0.0.5', '10.0.0.6'],
  ['10.88.0.1', '198.51.100.7', '192.0.2.1, 10.88.0.0/16', '198.51.100.7'],
  ['fd00::1', '203.0.113.9, 198.51.100.7', 'fd00::/8', '198.51.100.7'],
  ['10.0.0.5', '203.0.113.9, 198.51.100.7, 10.0.0.6', '10.0.0.0/24', '198.51.100.7'],
  ['10.0.0.5', '10.0.0.6', '10.0.0.0/24', '10.0.0.6'],
])('asked by %s, who names %s, where %s is trusted, it is %s', (peer, named, said, is) => {
  expect(asked(peer, named, said)).toBe(is);
});

test.each(['proxy.example.com', '10.0.0.0/33', '10.0.0.0/0', '10.0.0.5/', '10.0.0.0/8/8', '10.0.0'])(
  'a proxy "%s" is refused by name, with the cure',
  (said) => {
    expect(read(`10.0.0.5 ${said}`).faults).toEqual([
      expect.stringMatching(/^TRUSTED_PROXIES holds ".+", which is no address: give the addresses that/),
    ]);
    expect(read('10.0.0.5, 10.1.0.0/16 fd00::/8').faults).toEqual([]);
  },
);
