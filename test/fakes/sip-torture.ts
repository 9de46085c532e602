/** The kinds of odd messages that RFC 4475 lists, each made of one good message by the named fault. */
export interface Torture {
  /** Name of the case in the RFC. */
  readonly name: string;
  readonly text: string;
  /** `rings`: a call that an agent may get. `never`: must not ring. `any`: is no call at all. */
  readonly ring: 'rings' | 'never' | 'any';
}

const sound = (offer: string): [string, string][] => [
  ['Content-Type', 'application/sdp'],
  ['Content-Length', String(Buffer.byteLength(offer))],
];

/** `to`: the URI under which the page can be reached; `offer`: sound that it can use. */
export function tortures(to: string, offer: string): readonly Torture[] {
  let count = 0;
  const good = (method: string): [string, string][] => {
    count += 1;
    return [
      ['Via', `SIP/2.0/WS torture.invalid;branch=z9hG4bKtorture${count}`],
      ['Max-Forwards', '70'],
      ['From', `"Torture" <sip:caller@torture.invalid>;tag=t${count}`],
      ['To', '<sip:101@sandbox>'],
      ['Call-ID', `torture-${count}`],
      ['CSeq', `${count} ${method}`],
      ['Contact', '<sip:caller@torture.invalid;transport=ws>'],
    ];
  };
  interface Parts {
    start?: string;
    set?: Record<string, string | undefined>;
    add?: [string, string][];
    body?: string;
    tail?: string;
  }
  const make = (method: string, { start, set = {}, add = [], body, tail = '' }: Parts): string => {
    const content = body ?? (method === 'INVITE' ? offer : '');
    const headers = [
      ...good(method),
      ...(content === '' ? [['Content-Length', '0'] as [string, string]] : sound(content)),
    ]
      .map(([name, value]): [string, string | undefined] => [name, name in set ? set[name] : value])
      .filter((header): header is [string, string] => header[1] !== undefined);
    const lines = [...headers, ...add].map(([name, value]) => `${name}: ${value}`);
    return `${start ?? `${method} ${to} SIP/2.0`}\r\n${lines.join('\r\n')}\r\n\r\n${content}${tail}`;
  };
  const invite = (name: string, parts: Parts, ring: Torture['ring'] = 'never'): Torture => ({
    name,
    text: make('INVITE', parts),
    ring,
  });
  const other = (name: string, method: string, parts: Parts = {}): Torture => ({
    name,
    text: make(method, parts),
    ring: 'any',
  });
  const reply = (name: string, start: string, more: Parts = {}): Torture =>
    other(name, 'OPTIONS', { start, ...more });

  return [
    // Valid, however odd (3.1.1)
    {
      name: 'wsinv',
      text: make('INVITE', {})
        .replace('From: ', 'f :\r\n  ')
        .replace('Call-ID:', 'i  :')
        .replace('CSeq: ', 'cseq:\r\n  '),
      ring: 'rings',
    },
    other('intmeth', "!interesting-Method0123456789_*+`.%indeed'~"),
    invite('esc01', { set: { To: '<sip:%75se%72@sandbox>' } }, 'rings'),
    other('escnull', 'REGISTER', { set: { To: '<sip:null-%00-null@sandbox>' } }),
    other('esc02', 'RE%47IST%45R'),
    other('lwsdisp', 'OPTIONS', { set: { From: 'caller<sip:caller@torture.invalid>;tag=323' } }),
    invite(
      'longreq',
      {
        set: { From: `"${'long '.repeat(200)}" <sip:caller@torture.invalid>;tag=long` },
        add: [['X-Long', 'y'.repeat(2000)]],
      },
      'rings',
    ),
    other('dblreq', 'REGISTER', { tail: make('INVITE', {}) }),
    other('semiuri', 'OPTIONS', { start: 'OPTIONS sip:user;par=u%40example.invalid@sandbox SIP/2.0' }),
    other('transports', 'OPTIONS', {
      add: [
        ['Via', 'SIP/2.0/UDP t1.invalid;branch=z9hG4bKa'],
        ['Via', 'SIP/2.0/UNKNOWN t2.invalid;branch=z9hG4bKb'],
      ],
    }),
    other('mpart01', 'MESSAGE', {
      body: '--7a9cbec0\r\nContent-Type: text/plain\r\n\r\nhi\r\n--7a9cbec0--',
      set: { 'Content-Type': 'multipart/mixed; boundary="7a9cbec0"' },
    }),
    reply('unreason', 'SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое'),
    reply('noreason', 'SIP/2.0 100 '),
    // Invalid (3.1.2)
    invite('badinv01', {
      set: { Contact: '"Joe" <sip:joe@example.invalid>;;;;' },
      add: [['Via', 'SIP/2.0/UDP x.invalid;branch=z9hG4bKc;;,;,,']],
    }),
    invite('clerr', { set: { 'Content-Length': '9999' } }),
    invite('ncl', { set: { 'Content-Length': '-999' } }),
    other('scalar02', 'REGISTER', { set: { CSeq: '36893488147419103232 REGISTER', 'Max-Forwards': '300' } }),
    reply('scalarlg', 'SIP/2.0 503 Service Unavailable', {
      set: { CSeq: '9292394834772304023312 OPTIONS' },
      add: [['Retry-After', '949302838503028349304023988']],
    }),
    invite('quotbal', { set: { To: '"Mr. J. User <sip:101@sandbox>' } }),
    invite('ltgtruri', { start: `INVITE <${to}> SIP/2.0` }),
    invite('lwsruri', { start: `INVITE ${to}; lr SIP/2.0` }),
    invite('lwsstart', { start: `INVITE  ${to}  SIP/2.0` }),
    other('trws', 'OPTIONS', { start: `OPTIONS ${to} SIP/2.0  ` }),
    invite('escruri', { start: `INVITE ${to}?Route=%3Csip:example.invalid%3E SIP/2.0` }),
    invite('baddate', { add: [['Date', 'Fri, 01 Jan 2010 16:00:00 EST']] }),
    other('regbadct', 'REGISTER', {
      set: { Contact: 'sip:user@example.invalid?Route=%3Csip:sip.example.invalid%3E' },
    }),
    other('badaspec', 'OPTIONS', { set: { To: '"Watson, Thomas" < sip:t.watson@example.invalid >' } }),
    other('baddn', 'OPTIONS', { set: { From: 'Bell, Alexander <sip:a.g.bell@example.invalid>;tag=43' } }),
    other('badvers', 'OPTIONS', { start: `OPTIONS ${to} SIP/7.0` }),
    other('mismatch01', 'OPTIONS', { set: { CSeq: '8 INVITE' } }),
    other('mismatch02', 'NEWMETHOD', { set: { CSeq: '8 INVITE' } }),
    reply('bigcode', 'SIP/2.0 4294967301 better not break the receiver'),
    // Of the layers above (3.2, 3.3, 3.4)
    other('badbranch', 'OPTIONS', { set: { Via: 'SIP/2.0/WS torture.invalid;branch=z9hG4bK' } }),
    invite('insuf', { set: { 'Call-ID': undefined, From: undefined, To: undefined } }),
    other('unkscm', 'OPTIONS', { start: 'OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0' }),
    other('novelsc', 'OPTIONS', { start: 'OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0' }),
    other('unksm2', 'REGISTER', { set: { To: '<isbn:2983792873>', Contact: '<name:John_Smith>' } }),
    other('bext01', 'OPTIONS', {
      add: [
        ['Require', 'nothingSupportsThis, nothingSupportsThisEither'],
        ['Proxy-Require', 'noProxiesSupportThis'],
      ],
    }),
    invite('invut', { set: { 'Content-Type': 'application/unknownformat' } }),
    other('regaut01', 'REGISTER', { add: [['Authorization', 'NoOneKnowsThisScheme opaque-data=here']] }),
    invite('multi01', {
      add: [
        ['CSeq', '59 INVITE'],
        ['Call-ID', 'another'],
        ['Max-Forwards', '5'],
        ['From', '<sip:other@torture.invalid>;tag=3'],
      ],
    }),
    other('mcl01', 'OPTIONS', { add: [['Content-Length', '5']] }),
    reply('bcast', 'SIP/2.0 200 OK', {
      add: [['Via', 'SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23']],
    }),
    other('zeromf', 'OPTIONS', { set: { 'Max-Forwards': '0' } }),
    other('cparam01', 'REGISTER', { set: { Contact: 'sip:+19725552222@gw1.invalid;unknownparam' } }),
    other('cparam02', 'REGISTER', { set: { Contact: '<sip:+19725552222@gw1.invalid;unknownparam>' } }),
    other('regescrt', 'REGISTER', {
      set: { Contact: '<sip:user@example.invalid?Route=%3Csip:sip.example.invalid%3E>' },
    }),
    invite('sdp01', { body: '', add: [['Accept', 'text/nobodyKnowsThis']] }),
    invite(
      'inv2543',
      {
        set: {
          Via: 'SIP/2.0/UDP iftgw.invalid',
          'Max-Forwards': undefined,
          From: '<sip:+13035551111@ift.invalid;user=phone>',
        },
      },
      'any',
    ),
  ];
}
