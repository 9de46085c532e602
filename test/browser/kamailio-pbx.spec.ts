import { test } from '@playwright/test';
import { sipChecks } from './bare-phone/checks';
import { startKamailio } from './pbx-lab/kamailio';
import { absent } from './pbx-lab/programs';
import { phoneServer } from './phone-page/phone-server';

const missing = absent('kamailio', 'rtpengine');
test.skip(missing !== undefined, missing);

sipChecks('Kamailio as docs/kamailio sets it up', async () => {
  const kamailio = await startKamailio();
  const server = await phoneServer((socket) => socket.close());
  return {
    page: server.url,
    users: [kamailio.account('101'), kamailio.account('102'), kamailio.account('103')],
    async stop() {
      await server.stop();
      await kamailio.stop();
    },
  };
});
