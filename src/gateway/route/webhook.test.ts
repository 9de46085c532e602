import fastify from 'fastify';
import { dialPlanOf } from '../../domain/dial-plan';
import { emptyPlan } from '../../routing/plan';
import type { CrmGet } from './crm-callers';
import { routeCall } from './route-call';
import { webhookChanges } from './webhook-changes';
import { webhookEndpoint } from './webhook-endpoint';
import { zoneOffset } from './zone-offset';

const plan = dialPlanOf('RU');
const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

test('a webhook names what has changed: cards, leads, numbers; junk names nothing', () => {
  const body = form({
    'contacts[update][0][id]': '7',
    'contacts[update][0][linked_leads_id][20][ID]': '20',
    'contacts[update][0][custom_fields][0][values][0][value]': '8 (999) 111-22-33',
    'leads[responsible][0][id]': '21',
    'account[id]': '28',
  });
  const { cards, leads, keys } = webhookChanges(body, plan);
  expect([[...cards], [...leads], [...keys].map((key) => key.replace(/^\+/, ''))]).toEqual([
    [7],
    [20, 21],
    ['79991112233'],
  ]);
  const none = webhookChanges('%%%&=&contacts[update]=x', plan);
  expect(none.cards.size + none.leads.size + none.keys.size).toBe(0);
});

test('a new manager, told by webhook, is rung although the CRM is down when the call comes', async () => {
  let [responsible, isDown] = [1, false];
  const get: CrmGet = (path) => {
    if (isDown) return Promise.reject(new Error('500'));
    const contact = {
      ...{ id: 7, name: 'Olga', responsible_user_id: responsible },
      custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '+79991112233' }] }],
    };
    return Promise.resolve(path.includes('contacts') ? { _embedded: { contacts: [contact] } } : undefined);
  };
  const agents = new Map(
    [1, 2].map((user) => [user, { extension: `10${user}`, online: true, inCall: false }]),
  );
  const router = routeCall({
    ...{ get, plan: () => ({ written: {}, plan: emptyPlan }), dialPlan: () => plan, offsetOf: zoneOffset },
    ...{
      agents: () => Promise.resolve(agents),
      lastTalk: () => Promise.resolve(undefined),
      now: Date.now,
      ...{ deadline: 50, patience: 20 },
    },
  });
  const first = async () => {
    const given = await router.route({ from: '89991112233', to: '+74951234567' });
    return given.action === 'forward' ? given.targets[0]?.extension : undefined;
  };
  expect(await first()).toBe('101');
  responsible = 2;
  await router.changed(webhookChanges(form({ 'contacts[responsible][0][id]': '7' }), plan));
  isDown = true;
  expect(await first()).toBe('102');
  // A change that cannot be read anew leaves nothing that may be wrong.
  await router.changed(webhookChanges(form({ 'contacts[update][0][id]': '7' }), plan));
  expect(await router.route({ from: '89991112233', to: '' })).toMatchObject({ reason: 'error' });
});

test('only who knows the secret address is heard, and is answered at once', async () => {
  const app = fastify();
  const heard: string[] = [];
  webhookEndpoint(app, 'a-secret-of-16-letters', (body) => heard.push(body));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const post = async (secret: string) =>
    (
      await fetch(`${url}/v1/webhooks/amocrm/${secret}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'contacts%5Bupdate%5D%5B0%5D%5Bid%5D=7',
      })
    ).status;
  expect(await post('a-guess')).not.toBe(204);
  expect(heard).toEqual([]);
  expect(await post('a-secret-of-16-letters')).toBe(204);
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard).toEqual(['contacts%5Bupdate%5D%5B0%5D%5Bid%5D=7']);
  await app.close();
});
