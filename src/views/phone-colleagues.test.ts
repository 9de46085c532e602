import { dialPlanOf } from '../domain/dial-plan';
import { matchingColleagues, typedTarget, type Colleague } from './phone-colleagues';

const all: readonly Colleague[] = [
  { name: 'Борис Лапин', extension: '102', state: 'busy' },
  { name: 'Семён Ёлкин', extension: '103', state: 'free' },
  { name: 'Анна Мария-Лапина', extension: '104', state: 'offline' },
  { name: 'Алла Ким', extension: '110', state: 'free' },
];
const found = (typed: string): string[] => matchingColleagues(all, typed).map(({ extension }) => extension);

test('those who are free stand first', () => {
  expect(found('')).toEqual(['110', '103', '102', '104']);
});

test('beginnings of any words of a name, in any order and case, with е for ё, or of the extension', () => {
  expect(found('лап')).toEqual(['102', '104']);
  expect(found('ЛАПИН бор')).toEqual(['102']);
  expect(found('елк')).toEqual(['103']);
  expect(found('11')).toEqual(['110']);
  expect(found('апин')).toEqual([]);
});

test('any other number that is typed can be the target', () => {
  const plan = dialPlanOf('RU');
  expect(typedTarget(all, '8 999 111-22-33', plan)).toMatchObject({ dial: '+79991112233' });
  expect(typedTarget(all, '199', plan)).toMatchObject({ dial: '199' });
  expect(typedTarget(all, '102', plan)).toBeUndefined();
  expect(typedTarget(all, 'Борис', plan)).toBeUndefined();
});
