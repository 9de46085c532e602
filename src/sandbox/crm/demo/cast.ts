/** People and companies that are always there, whatever the seed: each shows one thing that a telephony must cope with. */

export interface Person {
  first: string;
  last: string;
  phones: readonly string[];
  company?: string;
  comment?: string;
  /** Place in the list of users; 0 is Anna. */
  owner: number;
  /** Stages of the main pipeline in which this person has a deal; -1 won, -2 lost. */
  deals?: readonly number[];
  customer?: string;
}

const veryLong = `${'Общество-с-очень-длинным-названием '.repeat(28)}Конец`;

export const people: readonly Person[] = [
  {
    first: 'Ольга',
    last: 'Смирнова',
    phones: ['8 (999) 111-22-33'],
    company: 'ООО «Вектор»',
    owner: 0,
    deals: [2],
  },
  { first: 'Дмитрий', last: 'Волков', phones: ['8 (912) 000-00-00'], owner: 0 },
  { first: 'Татьяна', last: 'Орлова', phones: ['+79120000001'], owner: 1, deals: [1, 3] },
  { first: 'Никита', last: 'Беляев', phones: ['79120000002'], owner: 1, deals: [-1, -2] },
  { first: 'Елена', last: 'Крюкова', phones: ['912-000-00-03'], owner: 2, customer: 'Абонент: Крюкова' },
  {
    first: 'Руслан',
    last: 'Ахметов',
    phones: ['+7 (912) 000-00-04', '8 495 120-00-04'],
    company: 'ООО «Вектор»',
    owner: 2,
  },
  // One telephone, two people: the card has to ask.
  { first: 'Пётр', last: 'Лебедев', phones: ['+7 495 777-10-20'], owner: 0 },
  { first: 'Вера', last: 'Лебедева', phones: ['84957771020', '+7 916 200-10-20'], owner: 1 },
  // The digits of somebody else: in the name, in a text field.
  { first: 'Не брать', last: '89991112233', phones: ['+7 903 555-01-01'], owner: 0 },
  {
    first: 'Антон',
    last: 'Демидов',
    phones: ['+7 903 555-01-02'],
    comment: 'Раньше звонил с 8 999 111-22-33',
    owner: 1,
  },
  { first: 'Заказ 912 000 00 00', last: '', phones: [], owner: 2 },
  { first: 'Кристина', last: 'Зорина', phones: ['+7 905 120-00-05 доб. 17'], owner: 0 },
  { first: 'Проходная', last: '', phones: ['204'], owner: 0 },
  { first: 'Anna', last: 'Weber', phones: ['+49 30 901820-11'], company: 'Nordlicht GmbH', owner: 1 },
  { first: 'Алесь', last: 'Каминский', phones: ['+375 (29) 612-34-56'], owner: 2 },
  { first: 'Галина', last: 'Без телефона', phones: [], owner: 0 },
  { first: '<img src=x onerror=alert(1)>', last: '', phones: ['+7 912 000-00-11'], owner: 0 },
  { first: '🦊 Лиса', last: '👩‍👩‍👧‍👦 Семья', phones: ['+7 912 000-00-12'], owner: 0 },
  { first: '\u202eнетсапервалс', last: 'משה כהן', phones: ['+7 912 000-00-13'], owner: 1 },
  { first: veryLong, last: '', phones: ['+7 912 000-00-14'], owner: 1 },
  { first: 'O\'Brien "Jr" & Sons', last: '{{ 7*7 }}', phones: ['+7 912 000-00-15'], owner: 2 },
];

interface Firm {
  name: string;
  phones: readonly string[];
  owner: number;
}

export const firms: readonly Firm[] = [
  { name: 'ООО «Вектор»', phones: ['+7 (495) 120-00-40'], owner: 0 },
  // Nobody in the contacts has these numbers.
  { name: 'ООО «Северный ветер»', phones: ['8 (812) 309-40-50'], owner: 0 },
  { name: 'Nordlicht GmbH', phones: ['+49 30 901820-0'], owner: 1 },
  { name: 'ИП Сафонова М. А.', phones: [], owner: 2 },
  { name: 'ООО "Рога & <b>Копыта</b>"', phones: ['+7 843 200-30-40'], owner: 1 },
];
