import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connexcsAccount } from '../../../test/fakes/connexcs-api';
import { connexcsBench, name, text } from '../../../test/fakes/connexcs-bench';

const bench = connexcsBench();
const other = 'export function main() {\n  return {};\n}\n';

test('creates in its app, reads back, and says what is left to do by hand', async () => {
  expect(await bench.run('push', ['--yes'])).toBe(0);
  expect(bench.api.scripts).toMatchObject([{ name, code: text, app_id: 12, type: 'quickjs' }]);
  expect(bench.printed).toContain(`${name}: created, read back and the same`);
  expect(bench.printed).toContain('to be assigned by hand');
});

test('updates what is there under the same number; a second push writes nothing', async () => {
  const { id } = bench.api.add(name, other);
  expect(await bench.run('push', ['--yes'])).toBe(0);
  expect(bench.there()).toEqual([{ id, name, code: text }]);
  expect(await bench.run('push', ['--yes'])).toBe(0);
  expect(bench.api.writes()).toEqual(['PUT']);
});

test('diff tells whether anything differs, and writes nothing', async () => {
  expect(await bench.run('diff')).toBe(1);
  bench.api.add(name, text);
  expect(await bench.run('diff')).toBe(0);
  expect(bench.printed).toBe(`${name}: same\n`);
  expect(bench.api.writes()).toEqual([]);
});

test('a colleague’s change in the panel is not lost without --force, and is kept with it', async () => {
  await bench.run('push', ['--yes']);
  bench.api.scripts[0]!.code = other;
  bench.built(`${text}// new\n`);
  expect(await bench.run('push', ['--yes'])).toBe(1);
  expect(bench.printed).toContain("somebody else's change would be lost; --force replaces it");
  expect(bench.there()[0]!.code).toBe(other);
  expect(await bench.run('push', ['--yes', '--force'])).toBe(0);
  expect(await bench.run('rollback', ['--yes'])).toBe(0);
  expect(bench.there()[0]!.code).toBe(other);
});

test('what changes between the look and the write is not overwritten', async () => {
  const there = bench.api.add(name, other);
  bench.api.moods.meanwhile = () => (there.code = 'theirs\n');
  expect(await bench.run('push', ['--yes'])).toBe(1);
  expect(bench.printed).toContain('was changed while you looked at it: nothing was written');
  expect(there.code).toBe('theirs\n');
});

test('a renamed file keeps its number, and no second script is made', async () => {
  await bench.run('push', ['--yes']);
  const [{ id } = { id: 0 }] = bench.there();
  bench.renamed('routing', 'forwarding');
  expect(await bench.run('diff')).toBe(1);
  expect(bench.printed).toContain(`${name}: the same script, which gets the name crmproductionforwarding`);
  expect(await bench.run('push', ['--yes'])).toBe(0);
  expect(bench.there()).toEqual([{ id, name: 'crmproductionforwarding', code: text }]);
  expect(await bench.run('diff')).toBe(0);
});

test('the same role of another environment is another script', async () => {
  await bench.run('push', ['--yes']);
  bench.place = ['--application', 'crm', '--environment', 'staging'];
  expect(await bench.run('push', ['--yes'])).toBe(0);
  expect(bench.there().map((each) => each.name)).toEqual([name, 'crmstagingrouting']);
});

test('two names came where one went: asked, and told by --was', async () => {
  await bench.run('push', ['--yes']);
  const [{ id } = { id: 0 }] = bench.there();
  bench.renamed('routing', 'forwarding');
  bench.built(other, 'voicemail');
  await expect(bench.run('push', ['--yes', '--role', 'forwarding'])).rejects.toThrow('say --role and --was');
  expect(await bench.run('push', ['--yes', '--role', 'voicemail', '--was', 'none'])).toBe(0);
  expect(await bench.run('push', ['--yes', '--role', 'forwarding', '--was', name])).toBe(0);
  expect(bench.there()).toEqual([
    { id, name: 'crmproductionforwarding', code: text },
    { id: id + 1, name: 'crmproductionvoicemail', code: other },
  ]);
});

test('a script of that name but of an older kind is neither replaced nor doubled', async () => {
  bench.api.add(name, 'function main() {}', { type: 'App' });
  expect(await bench.run('push', ['--yes'])).toBe(1);
  expect(bench.printed).toContain('is a script of type "App"');
  expect(bench.api.scripts).toHaveLength(1);
});

test('scripts of other apps are not ours; two of one name are told', async () => {
  bench.api.add(name, other, { app_id: 13 });
  expect(await bench.run('push', ['--yes'])).toBe(0);
  expect(bench.api.scripts.map(({ app_id, code }) => [app_id, code])).toEqual([
    [13, other],
    [12, text],
  ]);
  bench.api.add(name, other);
  expect(await bench.run('push', ['--yes'])).toBe(1);
  expect(bench.printed).toMatch(/2 scripts of app 12 are named .* delete those/);
});

test('a platform that keeps another text: the old one is put back under its old name', async () => {
  await bench.run('push', ['--yes']);
  bench.renamed('routing', 'forwarding');
  bench.built(other, 'forwarding');
  let times = 0;
  bench.api.moods.spoil = (code) => (times++ === 0 ? code.slice(0, 5) : code);
  expect(await bench.run('push', ['--yes'])).toBe(1);
  expect(bench.there()).toMatchObject([{ name, code: text }]);
  expect(bench.printed).toContain('the text from before was put back');
});

test('a new script that was spoilt is taken away; where that is refused, said loudly', async () => {
  bench.api.moods.spoil = () => 'spoilt';
  expect(await bench.run('push', ['--yes'])).toBe(1);
  expect(bench.there()).toEqual([]);
  bench.api.moods.cannotDelete = true;
  expect(await bench.run('push', ['--yes'])).toBe(1);
  expect(bench.printed).toContain('could NOT be put back (DELETE');
});

test.each(['before', 'after'] as const)(
  'a connection cut %s the write is done: written once',
  async (cut) => {
    Object.assign(bench.api.moods, { cut, cuts: 1 });
    expect(await bench.run('push', ['--yes'])).toBe(0);
    bench.built(other);
    Object.assign(bench.api.moods, { cut, cuts: 1 });
    expect(await bench.run('push', ['--yes'])).toBe(0);
    expect(bench.there()).toMatchObject([{ name, code: other }]);
  },
);

test('"too many", pages in place of answers, tokens that run out: asked again', async () => {
  Object.assign(bench.api.moods, { busy: 1, pages: 1 });
  expect(await bench.run('push', ['--yes'])).toBe(0);
  expect(bench.there()).toMatchObject([{ code: text }]);
});

test('a user and a password do as well as a token; wrong ones are told, without a secret', async () => {
  const { user, password } = connexcsAccount;
  const as = { CONNEXCS_REFRESH_TOKEN: '', CONNEXCS_USER: user, CONNEXCS_PASSWORD: password };
  expect(await bench.run('push', ['--yes'], as)).toBe(0);
  expect(await bench.run('diff', [], { ...as, CONNEXCS_PASSWORD: 'a-wrong-password' })).toBe(2);
  expect(bench.printed).toMatch(/HTTP 401, Unauthorized: the credentials are not accepted/);
  expect(bench.printed).not.toContain('a-wrong-password');
  const kept = readdirSync(join(bench.folder, 'history')).filter((file) => file.endsWith('l'));
  const written = kept.map((file) => readFileSync(join(bench.folder, 'history', file), 'utf8')).join('');
  for (const secret of [password, connexcsAccount.refreshToken]) expect(written).not.toContain(secret);
});

test('without a terminal and --yes nothing is written; --dry-run says what would be', async () => {
  expect(await bench.run('push')).toBe(1);
  expect(await bench.run('push', ['--dry-run'])).toBe(0);
  expect(bench.printed).toContain(`${name}: would be created`);
  expect(bench.api.writes()).toEqual([]);
});

test('the older build is not sent as a module; an app for each environment takes the role as name', async () => {
  bench.built('function main() {}', 'routing.gen2');
  bench.place = [];
  expect(await bench.run('push', ['--yes'])).toBe(0);
  expect(bench.there().map((each) => each.name)).toEqual(['routing']);
});

test.each([
  [['--application', 'crm'], {}, /say what and where/],
  [['--application', 'CRM', '--environment', 'x'], {}, /small letters and digits/],
  [[], { CONNEXCS_APP_ID: '' }, /CONNEXCS_APP_ID is not set/],
  [[], { CONNEXCS_APP_ID: 'crm' }, /CONNEXCS_APP_ID is no number/],
  [[], { CONNEXCS_REFRESH_TOKEN: '' }, /No credentials/],
  [[], { CONNEXCS_API_URL: 'http://example.com' }, /must begin with https/],
])('%j with %j: said before anything is asked', async (words, env, said) => {
  await expect(async () => bench.run('push', ['--host', 'scriptforge', ...words], env)).rejects.toThrow(said);
  expect(bench.api.requests).toEqual([]);
});
