import type { CustomField } from '../model';

/** Telephone and e-mail are one field for contacts and companies, as in amoCRM. */
export const phoneFieldId = 66192;
export const emailFieldId = 66194;

const enums = (firstId: number, values: readonly string[], coded: boolean): CustomField['enums'] =>
  values.map((value, index) => ({
    id: firstId + 2 * index,
    value,
    sort: (index + 1) * 10,
    ...(coded && { code: value }),
  }));

type Entity = CustomField['entity_type'];

function field(
  entity: Entity,
  id: number,
  name: string,
  type: string,
  code: string | null,
  sort: number,
  choices: CustomField['enums'] = null,
): CustomField {
  return {
    id,
    name,
    type,
    code,
    sort,
    entity_type: entity,
    enums: choices,
    is_predefined: code === 'PHONE' || code === 'EMAIL' || code === 'POSITION',
  };
}

const phone = (entity: Entity) =>
  field(
    entity,
    phoneFieldId,
    'Телефон',
    'multitext',
    'PHONE',
    10,
    enums(193200, ['WORK', 'WORKDD', 'MOB', 'FAX', 'HOME', 'OTHER'], true),
  );
const email = (entity: Entity) =>
  field(
    entity,
    emailFieldId,
    'Email',
    'multitext',
    'EMAIL',
    20,
    enums(193212, ['WORK', 'PRIV', 'OTHER'], true),
  );

export const demoFields = (): CustomField[] => [
  field('contacts', 66190, 'Должность', 'text', 'POSITION', 5),
  phone('contacts'),
  email('contacts'),
  field('contacts', 66210, 'Комментарий', 'text', null, 30),
  field(
    'contacts',
    66212,
    'Откуда узнал',
    'select',
    null,
    40,
    enums(193300, ['Сайт', 'Выставка', 'Знакомые'], false),
  ),
  phone('companies'),
  email('companies'),
  field('companies', 66196, 'Web', 'url', 'WEB', 30),
  field('companies', 66198, 'Адрес', 'textarea', 'ADDRESS', 40),
  field('companies', 66214, 'ИНН', 'text', null, 50),
  field('leads', 66216, 'Номер договора', 'text', null, 10),
  field('leads', 66218, 'Срочно', 'checkbox', null, 20),
];
