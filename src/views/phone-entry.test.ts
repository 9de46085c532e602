import { dialPlanOf } from '../domain/dial-plan';
import { phoneEntry } from './phone-entry';

const russia = dialPlanOf('RU');
const dialled = (raw: string): string => {
  const entry = phoneEntry(raw, russia);
  return 'dial' in entry ? entry.dial : entry.fault;
};

test('a number that is pasted in any notation is dialled as one', () => {
  for (const raw of [
    '8 (999) 111-22-33',
    '+7 999 1112233',
    '9991112233',
    'tel:+79991112233',
    ' +7 (999) 111‑22‑33 ',
    'sip:+79991112233@pbx.example.com',
    '８９９９１１１２２３３',
    'Тел.: 8 999 111 22 33',
  ])
    expect([raw, dialled(raw)]).toEqual([raw, '+79991112233']);
});

test('colleagues, short numbers and codes of the PBX go out as they are', () => {
  expect(['102', '1004', '*21#', '*8', '##0'].map(dialled)).toEqual(['102', '1004', '*21#', '*8', '##0']);
});

test('an extension behind a number is for later', () => {
  expect(phoneEntry('8 800 555-35-35 доб. 12', russia)).toMatchObject({
    dial: '+78005553535',
    shown: '+7 800 555-35-35',
    extension: '12',
  });
});

test('what is no number says why', () => {
  expect(
    ['', '   ', 'Ирина', 'irina@example.com', '+7', '1234567890123456789012', '89991112233, 89991112244'].map(
      dialled,
    ),
  ).toEqual(['empty', 'empty', 'letters', 'letters', 'short', 'long', 'several']);
});
