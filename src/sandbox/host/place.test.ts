import { areaOf, entityOf, placeOf } from './place';

const at = (address: string) => placeOf(address, 'http://crm.test');

test.each([
  ['/', 'dashboard', 'dashboard'],
  ['/contacts/list/?term=x', 'contacts', 'contacts'],
  ['/contacts/list/companies/', 'companies', 'companies'],
  ['/companies/detail/7', 'companies_card', 'companies'],
  ['/contacts/add/?phone=+7', 'contacts_card', 'contacts'],
  ['/leads/', 'leads-pipeline', 'leads'],
  ['/leads/list/', 'leads', 'leads'],
  ['/settings/widgets/', 'widgetsSettings', 'widgetsSettings'],
  ['/settings/widgets/own/', 'advanced-settings:own', 'advanced-settings:own'],
])('%s is the area %s of %s', (address, area, entity) => {
  expect([areaOf(at(address)), entityOf(at(address))]).toEqual([area, entity]);
});

test('a card without a number is no page', () => {
  expect(at('/contacts/detail/x').page).toBe('unknown');
});
