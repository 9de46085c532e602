import type { Company, Crm, EntityType } from '../model';
import type { Account } from './account';

const day = 86_400;
/** Moscow, where the demo account is at home. */
const zone = 3 * 3600;

type Happening =
  | { days: number; at: string; said: string }
  | { days: number; at: string; call: 'call_in' | 'call_out'; seconds: number };
interface Story {
  happened: readonly Happening[];
  /** What is still to be done; `days` from today. */
  plan?: { days: number; at: string; text: string };
}

const stories: Readonly<Record<string, Story>> = {
  'Ольга Смирнова': {
    happened: [
      { days: 41, at: '10:12', call: 'call_in', seconds: 252 },
      { days: 41, at: '10:20', said: 'Ищет поставщика окон на новый объект, 12 проёмов. Замер — на месте.' },
      { days: 27, at: '12:05', call: 'call_out', seconds: 0 },
      { days: 27, at: '15:40', call: 'call_out', seconds: 418 },
      { days: 9, at: '11:31', said: 'Отправлено коммерческое предложение № 214. Просила скидку на монтаж.' },
      { days: 2, at: '16:48', call: 'call_in', seconds: 97 },
    ],
    plan: { days: 1, at: '11:00', text: 'Позвонить и согласовать скидку на монтаж' },
  },
  'Заказ: Ольга Смирнова': {
    happened: [{ days: 9, at: '11:30', said: 'Предложение № 214 на 45 000 ₽, действует две недели.' }],
    plan: { days: 3, at: '15:00', text: 'Отправить договор' },
  },
  'ООО «Вектор»': {
    happened: [
      { days: 44, at: '09:50', call: 'call_in', seconds: 64 },
      { days: 44, at: '09:52', said: 'Секретарь соединила со снабжением: вопросы решает Ольга Смирнова.' },
    ],
  },
  'Дмитрий Волков': {
    happened: [
      { days: 15, at: '13:22', call: 'call_in', seconds: 141 },
      { days: 15, at: '13:26', said: 'Спрашивал про сроки ремонта, перезвонит после отпуска.' },
    ],
  },
  'Татьяна Орлова': {
    happened: [
      { days: 20, at: '10:03', call: 'call_out', seconds: 305 },
      { days: 6, at: '17:15', call: 'call_in', seconds: 0 },
      { days: 6, at: '17:40', said: 'Не дождалась ответа, написала на почту. Просит звонить до обеда.' },
    ],
    plan: { days: 0, at: '18:30', text: 'Перезвонить Татьяне' },
  },
  'Никита Беляев': {
    happened: [
      { days: 33, at: '14:10', call: 'call_in', seconds: 520 },
      { days: 30, at: '12:00', said: 'Первый заказ выполнен, от второго отказался: нашёл дешевле.' },
    ],
  },
  'Елена Крюкова': {
    happened: [
      { days: 12, at: '10:45', call: 'call_in', seconds: 188 },
      { days: 12, at: '10:50', said: 'Продлила обслуживание на год.' },
    ],
  },
  'Руслан Ахметов': {
    happened: [
      { days: 18, at: '11:11', call: 'call_out', seconds: 73 },
      { days: 18, at: '11:15', said: 'Монтаж координирует он, второй номер — городской.' },
    ],
  },
  'Пётр Лебедев': { happened: [{ days: 8, at: '19:02', call: 'call_in', seconds: 45 }] },
  'Вера Лебедева': {
    happened: [{ days: 25, at: '12:34', said: 'Домашний телефон у них с Петром общий.' }],
  },
  'Кристина Зорина': { happened: [{ days: 5, at: '10:30', call: 'call_out', seconds: 212 }] },
  'Anna Weber': {
    happened: [
      { days: 14, at: '12:15', call: 'call_in', seconds: 366 },
      { days: 14, at: '12:25', said: 'Говорит по-английски и по-немецки. Счёт — в евро.' },
    ],
  },
  'Алесь Каминский': { happened: [{ days: 11, at: '16:20', call: 'call_in', seconds: 129 }] },
  'ООО «Северный ветер»': {
    happened: [{ days: 19, at: '15:05', said: 'Звонят с общего номера, контактное лицо пока неизвестно.' }],
  },
};

const moment = (now: number, days: number, clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return Math.floor((now + zone) / day) * day - zone + days * day + hours * 3600 + minutes * 60;
};

const phoneOf = ({ custom_fields_values }: Company): string =>
  String(custom_fields_values?.find(({ field_code }) => field_code === 'PHONE')?.values[0]?.value ?? '');

/** What the people and companies with fixed names have said and planned, so that their cards are not empty. */
export function castHistory(crm: Crm, add: Account, now: number): void {
  const kinds: EntityType[] = ['contacts', 'companies', 'leads'];
  for (const kind of kinds) {
    for (const record of [...crm[kind].values()]) {
      const story = Object.hasOwn(stories, record.name) ? stories[record.name] : undefined;
      for (const one of story?.happened ?? []) {
        const at = moment(now, -one.days, one.at);
        if ('said' in one) add.remark(kind, record, at, one.said);
        else add.talk(kind, record, at, one.call, phoneOf(record), one.seconds);
      }
      if (story?.plan) {
        add.task(kind, record, story.plan.text, moment(now, story.plan.days, story.plan.at), false);
      }
    }
  }
}
