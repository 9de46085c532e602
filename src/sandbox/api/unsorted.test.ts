import { boris, sandboxApi } from '../../../test/fakes/sandbox-api';

const phone = '+79127770000';
const sip = (more: object = {}) => ({
  request_id: 'u1',
  source_uid: 'pbx-1',
  source_name: 'PBX',
  metadata: {
    phone,
    call_responsible: boris,
    called_at: 1_789_999_000,
    duration: 54,
    link: 'https://pbx.example.test/77.mp3',
    service_code: 'our_widget',
    is_call_event_needed: true,
    uniq: 'call-77',
  },
  _embedded: {
    leads: [{ name: 'Звонок' }],
    contacts: [
      {
        name: phone,
        custom_fields_values: [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'WORK' }] }],
      },
    ],
  },
  ...more,
});
const search = '/api/v4/contacts?query=9127770000';
type Api = ReturnType<typeof sandboxApi>;

async function added({ ask }: Api): Promise<{ uid: string; lead: number; contact: number }> {
  const { json } = await ask('POST', '/api/v4/leads/unsorted/sip', [sip()]);
  const [item] = json._embedded.unsorted;
  expect(item).toMatchObject({ account_id: 28, request_id: 'u1', _embedded: { companies: [] } });
  return { uid: item.uid, lead: item._embedded.leads[0].id, contact: item._embedded.contacts[0].id };
}

test('the contact of a call in the inbox is found only once the call is accepted', async () => {
  const api = sandboxApi();
  const { uid, lead, contact } = await added(api);
  expect((await api.ask('GET', search)).status).toBe(204);
  expect((await api.ask('GET', `/api/v4/contacts/${contact}`)).status).toBe(204);
  const ring = { direction: 'inbound', phone, duration: 1, source: 's' };
  expect((await api.ask('POST', '/api/v4/calls', [ring])).status).toBe(400);

  const accepted = await api.ask('POST', `/api/v4/leads/unsorted/${uid}/accept`, {
    user_id: boris,
    status_id: 3170102,
  });
  expect(accepted.json).toMatchObject({ uid, category: 'sip', _embedded: { leads: [{ id: lead }] } });
  expect((await api.ask('GET', search)).json._embedded.contacts).toMatchObject([{ id: contact }]);
  expect((await api.ask('GET', `/api/v4/leads/${lead}`)).json).toMatchObject({
    status_id: 3170102,
    responsible_user_id: boris,
  });
  expect((await api.ask('POST', `/api/v4/leads/unsorted/${uid}/accept`, {})).status).toBe(404);
});

test('a declined call takes its contact and deal with it', async () => {
  const api = sandboxApi();
  const { uid, lead } = await added(api);
  expect((await api.ask('DELETE', `/api/v4/leads/unsorted/${uid}/decline`)).status).toBe(200);
  expect((await api.ask('GET', search)).status).toBe(204);
  expect((await api.ask('GET', `/api/v4/leads/${lead}`)).status).toBe(204);
  expect((await api.ask('GET', '/api/v4/leads/unsorted/summary')).json).toMatchObject({
    total: 1,
    declined: 1,
  });
});

test('the same call twice is refused', async () => {
  const api = sandboxApi();
  await added(api);
  const again = await api.ask('POST', '/api/v4/leads/unsorted/sip', [sip()]);
  expect(again.status).toBe(400);
  expect(again.json['validation-errors'][0].request_id).toBe('u1');
  expect((await api.ask('GET', '/api/v4/leads/unsorted')).json._embedded.unsorted).toHaveLength(1);
});

test('the inbox lists what waits, without telling whether a call event was asked for', async () => {
  const api = sandboxApi();
  const { uid } = await added(api);
  const { json } = await api.ask('GET', '/api/v4/leads/unsorted?filter[category][]=sip');
  expect(json._embedded.unsorted).toMatchObject([
    { uid, category: 'sip', pipeline_id: 31701, metadata: { phone } },
  ]);
  expect(json._embedded.unsorted[0].metadata).not.toHaveProperty('is_call_event_needed');
  expect((await api.ask('GET', `/api/v4/leads/unsorted/${uid}`)).json.uid).toBe(uid);
  expect((await api.ask('GET', '/api/v4/leads/unsorted?filter[category][]=forms')).status).toBe(204);
});

test('a call without its number, and a post without a category, are refused', async () => {
  const { ask } = sandboxApi();
  const { status, json } = await ask('POST', '/api/v4/leads/unsorted/sip', [
    sip({ metadata: { called_at: 1 } }),
  ]);
  expect(status).toBe(400);
  const paths = json['validation-errors'][0].errors.map(({ path }: { path: string }) => path);
  expect(paths).toContain('metadata.phone');
  expect((await ask('POST', '/api/v4/leads/unsorted', [sip()])).status).toBe(405);
});

test('a complex lead with call metadata goes to the inbox, whatever its stage', async () => {
  const { ask } = sandboxApi();
  const { metadata, _embedded } = sip();
  const body = [
    {
      status_id: 3170102,
      _embedded: { contacts: _embedded.contacts, metadata: { category: 'sip', ...metadata } },
    },
  ];
  const { json } = await ask('POST', '/api/v4/leads/complex', body);
  expect(json[0].id).toEqual(expect.any(Number));
  expect((await ask('GET', search)).status).toBe(204);
  expect((await ask('GET', '/api/v4/leads/unsorted')).json._embedded.unsorted[0]._embedded.leads[0].id).toBe(
    json[0].id,
  );
});
