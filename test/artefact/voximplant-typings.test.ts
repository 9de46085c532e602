import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { readCallsFile } from '../../src/engine/voxengine/calls-file';
import { session } from '../../src/engine/voxengine/guest/session';
import { declaredIn, type Declared, type FunctionShape, type Shape } from './voxengine-declarations';
import known from './voxengine-facts.json';

/** Voximplant's own declarations, 1 MB, not ours to pass on: cdn.voximplant.com/voxengine_typings/voxengine.d.ts */
const vendors = process.env['VOXENGINE_TYPINGS'] ?? '.cache/voxengine.d.ts';
/** What they say of all that we use, and the names of all that there is: `known` is this, and always here. */
const facts = known as unknown as Declared;
const ours = declaredIn('src/scenarios/voximplant/voxengine.d.ts');
const isOurs = (name: string): boolean => name in ours.functions || name in ours.events;
const emulatedEnums = ['AppEvents', 'CallEvents', 'PlayerEvents', 'RecordExpireTime', 'Modules'];

const read = readCallsFile({}, 0);
if ('faults' in read) throw new Error(read.faults.join());
const { globals } = session({
  calls: read.calls,
  tell: () => undefined,
  sendOut: () => undefined,
  digest: () => '',
});
const functionsOf = (name: string): string[] =>
  facts.names.filter((each) => each.startsWith(`${name}.`)).map((each) => each.slice(name.length + 1));

/** Why a value of one shape cannot stand where the other is expected; the texts name the place. */
function misfits(given: Shape, expected: Shape, at: string): string[] {
  if (typeof given === 'string' || typeof expected === 'string') {
    const word = (shape: Shape): string => (typeof shape === 'string' ? shape : 'object');
    const takes = word(expected).split('|');
    const fits =
      takes.includes('any') ||
      word(given)
        .split('|')
        .every((kind) => kind === 'any' || takes.includes(kind));
    return fits ? [] : [`${at}: ${word(given)} for ${word(expected)}`];
  }
  return Object.entries(expected).flatMap(([field, shape]) => {
    const bare = field.replace('?', '');
    const sure = given[bare];
    const perhaps = sure ?? given[`${bare}?`];
    if (perhaps === undefined) return field.endsWith('?') ? [] : [`${at}.${bare} is missing`];
    return [
      ...(sure === undefined && !field.endsWith('?') ? [`${at}.${bare} may be missing`] : []),
      ...misfits(perhaps, shape, `${at}.${bare}`),
    ];
  });
}
/** Fields that a caller may give and nobody reads. */
const strange = (given: Shape, expected: Shape, at: string): string[] =>
  typeof given === 'string' || typeof expected === 'string'
    ? []
    : Object.keys(given)
        .map((field) => field.replace('?', ''))
        .filter((field) => !(field in expected) && !(`${field}?` in expected))
        .map((field) => `${at}.${field} is not known`);

/** Why whoever keeps to one declaration of a function breaks the other. */
function broken(name: string, our: FunctionShape, theirs: FunctionShape): string[] {
  const expected = Object.entries(theirs.takes);
  const faults = Object.entries(our.takes).flatMap(([parameter, shape], index) => {
    const [, there] = expected[index] ?? [];
    const at = `${name}(${parameter})`;
    return there === undefined
      ? [`${at} is one too many`]
      : [...misfits(shape, there, at), ...strange(shape, there, at)];
  });
  const needed = expected.filter(([parameter]) => !parameter.endsWith('?')).length;
  const given = Object.keys(our.takes).filter((parameter) => !parameter.endsWith('?')).length;
  if (given < needed) faults.push(`${name} takes ${needed} at least`);
  return our.gives === 'nothing' ? faults : [...faults, ...misfits(theirs.gives, our.gives, `${name}()`)];
}

test('our declarations promise nothing that Voximplant’s do not', () => {
  const faults = Object.entries(ours.functions).flatMap(([name, our]) => {
    const theirs = facts.functions[name];
    return theirs === undefined ? [`${name} is not there`] : broken(name, our, theirs);
  });
  expect(faults).toEqual([]);
  expect(Object.keys(ours.functions).length).toBeGreaterThan(15);
});

test('events of ours carry what Voximplant’s carry, under the same names', () => {
  expect(
    Object.entries(ours.events).flatMap(([name, shape]) => misfits(facts.events[name] ?? {}, shape, name)),
  ).toEqual([]);
  expect(Object.keys(ours.events).length).toBeGreaterThan(8);
  for (const [name, members] of Object.entries(ours.enums)) expect(facts.enums[name]).toMatchObject(members);
});

test('the emulator’s events have the names and values of Voximplant’s', () => {
  const { AppEvents, CallEvents, PlayerEvents, RecordExpireTime, Modules } = globals;
  expect({ AppEvents, CallEvents, PlayerEvents, RecordExpireTime }).toEqual({
    AppEvents: facts.enums['AppEvents'],
    CallEvents: facts.enums['CallEvents'],
    PlayerEvents: facts.enums['PlayerEvents'],
    RecordExpireTime: facts.enums['RecordExpireTime'],
  });
  expect(Modules).toMatchObject(facts.enums['Modules']!);
});

test('whatever Voximplant declares is emulated, or refused by its name', () => {
  const rare = /^(destroyConference|(en|dis)able(Statistics|Trace)ForIncomingWebsockets)$/;
  const names = Object.keys(globals.VoxEngine);
  expect(functionsOf('VoxEngine').filter((name) => !names.includes(name) && !rare.test(name))).toEqual([]);
  expect(functionsOf('ApplicationStorage')).toEqual(['get', 'keys', 'put', 'remove']);
  expect(functionsOf('Net').filter((name) => !(name in globals.Net))).toEqual(['sendMail']);
  expect(functionsOf('Crypto').filter((name) => !(name in globals.Crypto))).toEqual([]);
  expect(functionsOf('Logger').filter((name) => !(name in globals.Logger))).toEqual([]);
});

test('a call can do what Voximplant’s calls can', () => {
  const call = globals.VoxEngine.callPSTN('79991112233', '74951234567');
  expect(functionsOf('Call').filter((name) => !(name in call))).toEqual([
    'disableBeepDetection',
    'enableBeepDetection',
  ]);
});

/** With the vendor's file at hand: that what is kept of it is still so, and that the compiler says the same. */
if (existsSync(vendors)) {
  test('what is kept of Voximplant’s declarations is what they say', () => {
    const { enums, ...all } = declaredIn(vendors, isOurs);
    const found = { enums: Object.fromEntries(emulatedEnums.map((name) => [name, enums[name]])), ...all };
    if (process.env['VOXENGINE_FACTS'] === 'write')
      writeFileSync('test/artefact/voxengine-facts.json', `${JSON.stringify(found, null, 2)}\n`);
    expect(JSON.parse(readFileSync('test/artefact/voxengine-facts.json', 'utf8'))).toEqual(found);
  });

  test('our scenarios compile against Voximplant’s own declarations in place of ours', () => {
    const folder = 'src/scenarios/voximplant';
    const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
      config: unknown;
    };
    const program = ts.createProgram({
      rootNames: [`${folder}/inbound.ts`, `${folder}/outbound.ts`, `${folder}/secrets.d.ts`, vendors],
      options: { ...ts.parseJsonConfigFileContent(config, ts.sys, '.').options, noEmit: true },
    });
    const faults = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start!).line + 1;
      return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    expect(faults).toEqual([]);
    expect(program.getSourceFiles().some(({ fileName }) => fileName.endsWith('voxengine.d.ts'))).toBe(true);
  });
}
