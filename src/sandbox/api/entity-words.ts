import type { EntityType } from '../crm/model';

/** Plural in paths, singular in calls and events, numbers in v2. */
export const singular: Record<EntityType, string> = {
  leads: 'lead',
  contacts: 'contact',
  companies: 'company',
  customers: 'customer',
};
export const elementType: Record<EntityType, number> = { contacts: 1, leads: 2, companies: 3, customers: 12 };
