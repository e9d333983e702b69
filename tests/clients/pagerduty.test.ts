import { openTestIncidents, type TestIncidents, type TestSender } from '#incidents/openTestIncidents';
import { describeWith } from '../servers/describeWith.ts';
import { runClient } from './runClient.ts';

/**
 * PagerDuty's own JavaScript client lets one name another server, but speaks to it by TLS only. Where TLS ends is not what is tried here, so its connections are
 * made plain by the agent that it is given; the client itself is as it was published.
 */
const prelude = `
  const https = require('node:https');
  const net = require('node:net');
  class Plain extends https.Agent { createConnection(options) { return net.connect(options.port, options.host); } }
  const common = { server: new URL(address).host + '/ingest/pagerduty', agent: new Plain() };
  const answer = ({ response, data }) => ({ status: response.status, ...data });`;

describeWith(['pdjs'], "PagerDuty's own client", () => {
  let platform: TestIncidents;
  let sender: TestSender;
  beforeAll(async () => {
    platform = await openTestIncidents();
    sender = await platform.createSender('PAGERDUTY');
  });
  afterAll(() => platform.close());

  const run = (script: string) => runClient('pdjs', '@pagerduty/pdjs', platform.url, `${prelude}\nconst routing_key = '${sender.token}';\n${script}`);

  test('triggers, acknowledges, resolves, and tells of a change', async () => {
    const answers = await run(`
      const payload = { summary: 'Queue is stuck', source: 'mq-1', severity: 'critical', custom_details: { queue: 'orders' } };
      const opened = answer(await client.trigger({ ...common, data: { routing_key, payload } }));
      const { dedup_key } = opened;
      const taken = answer(await client.acknowledge({ ...common, data: { routing_key, dedup_key } }));
      const closed = answer(await client.resolve({ ...common, data: { routing_key, dedup_key } }));
      const changed = answer(await client.change({ ...common, data: { routing_key, payload: { summary: 'Restarted mq-1', source: 'mq-1' } } }));
      const refused = answer(await client.trigger({ ...common, data: { routing_key, payload: { summary: 'no source' } } }));
      return [opened, taken, closed, changed, refused];`);
    const [opened] = answers;
    const processed = { status: 'success', message: 'Event processed', dedup_key: opened.dedup_key };
    expect(answers).toMatchObject([processed, processed, processed, { status: 'success' }, { status: 'invalid event', errors: expect.any(Array) }]);
    const [incident] = await platform.incidentsOf(sender);
    expect(await platform.story(sender, incident?.id ?? '')).toEqual(['opened', 'acknowledged', 'alert_resolved', 'resolved']);
    const { data } = await platform.ask(sender.caller, '{ changeEvents { edges { node { summary } } } }');
    expect(data.changeEvents.edges).toEqual([{ node: { summary: 'Restarted mq-1' } }]);
  });
});
