import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { readCallsFile } from '../../src/engine/voxengine/calls-file';
import { session } from '../../src/engine/voxengine/guest/session';

/** Voximplant's own declarations, 1 MB, not ours to pass on: cdn.voximplant.com/voxengine_typings/voxengine.d.ts */
const vendors = process.env['VOXENGINE_TYPINGS'] ?? '.cache/voxengine.d.ts';
const withVendors = existsSync(vendors) ? test : test.skip;

const read = readCallsFile({}, 0);
if ('faults' in read) throw new Error(read.faults.join());
const { globals } = session({
  calls: read.calls,
  tell: () => undefined,
  sendOut: () => undefined,
  digest: () => '',
});

const source = (): ts.SourceFile =>
  ts.createSourceFile('vendor.d.ts', readFileSync(vendors, 'utf8'), ts.ScriptTarget.ES2020, true);
/** Members of an enum with their values. */
function enumOf(name: string): Record<string, string> {
  const found = source().statements.find(
    (each): each is ts.EnumDeclaration => ts.isEnumDeclaration(each) && each.name.text === name,
  )!;
  return Object.fromEntries(
    found.members.map((member) => [
      member.name.getText(),
      ts.isStringLiteral(member.initializer!) ? member.initializer.text : '',
    ]),
  );
}
/** Functions of a namespace that is declared in many pieces. */
const functionsOf = (name: string): string[] =>
  source().statements.flatMap((each) =>
    ts.isModuleDeclaration(each) && each.name.text === name && each.body && ts.isModuleBlock(each.body)
      ? each.body.statements.filter(ts.isFunctionDeclaration).map((one) => one.name!.text)
      : [],
  );

withVendors('our scenarios compile against Voximplant’s own declarations in place of ours', () => {
  const folder = 'src/scenarios/voximplant';
  const program = ts.createProgram({
    rootNames: [`${folder}/inbound.ts`, `${folder}/outbound.ts`, `${folder}/secrets.d.ts`, vendors],
    options: {
      ...ts.parseJsonConfigFileContent(
        ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)).config,
        ts.sys,
        '.',
      ).options,
      noEmit: true,
    },
  });
  const faults = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start!).line + 1;
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(faults).toEqual([]);
  expect(program.getSourceFiles().some(({ fileName }) => fileName.endsWith('voxengine.d.ts'))).toBe(true);
});

withVendors('the emulator’s events have the names and values of Voximplant’s', () => {
  expect(globals.CallEvents).toEqual(enumOf('CallEvents'));
  expect(globals.AppEvents).toEqual(enumOf('AppEvents'));
  expect(globals.PlayerEvents).toEqual(enumOf('PlayerEvents'));
  expect(globals.RecordExpireTime).toEqual(enumOf('RecordExpireTime'));
  expect(globals.Modules).toMatchObject(enumOf('Modules'));
});

withVendors('whatever Voximplant declares is emulated, or refused by its name', () => {
  const rare = /^(destroyConference|(en|dis)able(Statistics|Trace)ForIncomingWebsockets)$/;
  const known = Object.keys(globals.VoxEngine);
  expect(functionsOf('VoxEngine').filter((name) => !known.includes(name) && !rare.test(name))).toEqual([]);
  expect(functionsOf('ApplicationStorage').sort()).toEqual(['get', 'keys', 'put', 'remove']);
  expect(functionsOf('Net').filter((name) => !(name in globals.Net))).toEqual(['sendMail']);
  expect(functionsOf('Crypto').filter((name) => !(name in globals.Crypto))).toEqual([]);
  expect(functionsOf('Logger').filter((name) => !(name in globals.Logger))).toEqual([]);
});

withVendors('a call can do what Voximplant’s calls can', () => {
  const declared = source().statements.find(
    (each): each is ts.ClassDeclaration => ts.isClassDeclaration(each) && each.name?.text === 'Call',
  )!;
  const methods = declared.members.map((member) => member.name!.getText());
  const call = globals.VoxEngine.callPSTN('79991112233', '74951234567');
  expect(methods.filter((name) => !(name in call))).toEqual(['enableBeepDetection', 'disableBeepDetection']);
});
