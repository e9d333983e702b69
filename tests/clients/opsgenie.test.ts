import { openTestIncidents, type TestIncidents, type TestSender } from '#incidents/openTestIncidents';
import { describeWith } from '../servers/describeWith.ts';
import { runClient } from './runClient.ts';

/** Opsgenie's own JavaScript client, as it was published, told of another host. (It sends no key with a query that has a colon in it, whatever the server.) */
describeWith(['opsgenie-sdk'], "Opsgenie's own client", () => {
  let platform: TestIncidents;
  let sender: TestSender;
  beforeAll(async () => {
    platform = await openTestIncidents();
    sender = await platform.createSender('OPSGENIE');
  });
  afterAll(() => platform.close());

  test('creates, asks for the outcome, acknowledges, notes, lists and closes', async () => {
    const results = await runClient(
      'opsgenie-sdk',
      'opsgenie-sdk',
      platform.url,
      `
      client.configure({ api_key: '${sender.token}', host: address + '/ingest/opsgenie' });
      const call = (verb, ...given) => new Promise((resolve, reject) => client.alertV2[verb](...given, null, (error, answer) => error ? reject(error) : resolve(answer)));
      const name = { identifier: 'queue-1', identifierType: 'alias' };
      const created = await call('create', { message: 'Queue is stuck', alias: 'queue-1', priority: 'P1', tags: ['mq'], details: { queue: 'orders' } });
      const outcome = await call('getRequestStatus', created.requestId);
      const taken = await call('acknowledge', name, { user: 'Mei' });
      const noted = await call('addNote', name, { note: 'restarting', user: 'Mei' });
      const shown = await call('get', name);
      const closed = await call('close', name, { user: 'Mei' });
      const listed = await call('list', { query: 'status = closed', limit: 5 });
      return { created, outcome, taken, noted, shown, closed, listed };`,
    );
    const accepted = { result: 'Request will be processed', requestId: expect.any(String) };
    expect(results).toMatchObject({
      ...{ created: accepted, taken: accepted, noted: accepted, closed: accepted },
      outcome: { data: { isSuccess: true, alias: 'queue-1' } },
      shown: { data: { status: 'open', acknowledged: true, priority: 'P1', tags: ['mq'] } },
      listed: { data: [{ alias: 'queue-1', status: 'closed' }] },
    });
    const [incident] = await platform.incidentsOf(sender);
    expect(incident).toMatchObject({ status: 'RESOLVED', severity: 'CRITICAL', priority: 'P1' });
  });
});
