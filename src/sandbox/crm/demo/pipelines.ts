import type { Pipeline, Status } from '../model';

const stage = (id: number, name: string, sort: number, color: string, type: 0 | 1 = 0): Status => ({
  id,
  name,
  sort,
  is_editable: type === 0 && id > 143,
  color,
  type,
});
/** Every pipeline has these two under the same ids. */
const ends = [
  stage(142, 'Успешно реализовано', 10000, '#CCFF66'),
  stage(143, 'Закрыто и не реализовано', 11000, '#D5D8DB'),
];

function pipeline(id: number, name: string, isMain: boolean, stages: readonly [string, string][]): Pipeline {
  return {
    id,
    name,
    sort: isMain ? 1 : 2,
    is_main: isMain,
    is_unsorted_on: true,
    is_archive: false,
    statuses: [
      stage(id * 100, 'Неразобранное', 10, '#c1c1c1', 1),
      ...stages.map(([title, color], index) => stage(id * 100 + index + 1, title, (index + 2) * 10, color)),
      ...ends.map((end) => ({ ...end })),
    ],
  };
}

export const demoPipelines = (): Pipeline[] => [
  pipeline(31701, 'Продажи', true, [
    ['Первичный контакт', '#99ccff'],
    ['Переговоры', '#ffff99'],
    ['Принимают решение', '#ffcc66'],
    ['Согласование договора', '#ffcccc'],
  ]),
  pipeline(31702, 'Сервис', false, [
    ['Заявка', '#99ccff'],
    ['Диагностика', '#ffff99'],
    ['В работе', '#ffcc66'],
  ]),
];
