import type { LookupAddress } from 'node:dns';
import { publicLookup } from './public-lookup';

const outside = { address: '93.184.216.34', family: 4 };
const inside = { address: '10.0.0.5', family: 4 };

/** What a connection gets for a name of which the DNS says this. */
const found = (answer: LookupAddress[] | Error, all: boolean) =>
  new Promise<unknown[]>((resolve) => {
    const lookup = publicLookup((_name, _options, done) =>
      // Node gives no addresses at all beside an error.
      answer instanceof Error ? done(answer, undefined) : done(null, answer),
    );
    lookup('rec.example.com', { all }, (...result) => resolve(result));
  });

test('addresses outside are kept, those of our own network are not', async () => {
  expect(await found([inside, outside], true)).toEqual([null, [outside]]);
  expect(await found([inside, outside], false)).toEqual([null, outside.address, 4]);
});

test('a name that leads into our own network alone is refused', async () => {
  const [error] = await found([inside], true);
  expect(error).toMatchObject({ code: 'recording_host_refused' });
  expect((await found([], true))[0]).toMatchObject({ code: 'recording_host_refused' });
});

test('a name that nobody has is an error like any other', async () => {
  const nobody = new Error('ENOTFOUND');
  expect(await found(nobody, true)).toEqual([nobody, []]);
});
