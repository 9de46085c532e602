import { help, readOptions } from './cli';
import { nearest } from './nearest';
import { faults } from './options';

const read = (line: string) => readOptions(line === '' ? [] : line.split(' '));

test('without options the sandbox starts as the contract says', () => {
  expect(read('')).toEqual({
    options: {
      widget: undefined,
      script: undefined,
      port: 8080,
      open: true,
      seed: 1,
      latency: 0,
      faults: new Set(),
      deskPhones: [],
      bothPhones: [],
    },
  });
});

test('every option is understood, with a blank or an equals sign', () => {
  const options = {
    widget: 'other.zip',
    script: 'own.js',
    port: 9000,
    open: false,
    seed: 7,
    latency: 300,
    faults: new Set(['api-504', 'string-ids']),
    deskPhones: ['103', '104'],
    bothPhones: ['102'],
  };
  const line =
    '--widget other.zip --script own.js --port 9000 --no-open --seed 7 --latency 300 --fault api-504 --fault string-ids --desk-phone 103 --desk-phone 104 --both-phones 102';
  expect(read(line)).toEqual({ options });
  expect(read(line.replace(/(--(?!no-open)[a-z]+) /g, '$1='))).toEqual({ options });
});

test.each([
  ['--prot 9000', 'unknown option "--prot": did you mean --port'],
  ['port', 'unknown option "port": did you mean --port'],
  ['--fault api-50', 'unknown fault "api-50": did you mean api-50'],
  ['--fault toString', 'unknown fault "toString"'],
  ['--port', '--port needs a value: --port N'],
  ['--widget --no-open', '--widget needs a value: --widget PATH'],
  ['--port=', '--port needs a value'],
  ['--port http', '--port must be a whole number from 1 to 65533, not "http"'],
  ['--port 65535', '--port must be a whole number from 1 to 65533'],
  ['--latency -1', '--latency must be a whole number'],
  ['--seed 1.5', '--seed must be a whole number'],
  ['--no-open=1', '--no-open takes no value'],
])('"%s" is refused in one line that names it', (line, words) => {
  const result = read(line);
  const fault = 'fault' in result ? result.fault : '';
  expect(fault).toContain(words);
  expect(fault).not.toContain('\n');
});

test('help lists every option and every fault with its words', () => {
  expect(read('--port 9000 --help')).toEqual({ help: true });
  for (const words of [...Object.keys(faults), ...Object.values(faults), '--widget PATH', '--latency MS']) {
    expect(help()).toContain(words);
  }
});

test('the likeliest words come first', () => {
  expect(nearest('api-timout', Object.keys(faults))[0]).toBe('api-timeout');
  expect(nearest('zzz', ['alpha', 'beta'])).toHaveLength(2);
});
