import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import type { Receiver } from '../webhook/fake.ts';
import { startFakeTeams } from './fake.ts';
import { teamsChannel } from './send.ts';

let teams: Receiver;
const sending = openTestSending();
beforeAll(async () => void (teams = await startFakeTeams()));
afterAll(async () => {
  await teams.close();
  await sending.outbound.close();
});

const notice = () => exampleNotice({ url: `${teams.url}?sig=secret` });

test('a card with its facts and a link', async () => {
  expect(await teamsChannel.send(notice(), sending)).toMatchObject({ verdict: 'delivered', httpStatus: 202 });
  const { content } = JSON.parse(teams.received.at(-1)?.body ?? '').attachments[0];
  expect(content).toMatchObject({ version: '1.4', actions: [{ type: 'Action.OpenUrl', title: 'Open the incident' }] });
  expect(JSON.stringify(content.body)).toContain('"title":"Severity","value":"Critical"');
});

test('a card of too much text is cut to what Teams takes', async () => {
  const { message } = notice();
  const facts = Array.from({ length: 15 }, () => ({ label: longText, value: longText }));
  expect(await teamsChannel.send({ ...notice(), message: { ...message, title: longText, text: longText, facts } }, sending)).toMatchObject({
    httpStatus: 202,
  });
});

test('a workflow that was deleted refuses its own address; a busy one is tried again', async () => {
  teams.answer({ status: 401, body: { error: { code: 'DirectApiAuthorizationRequired' } } }, { status: 429, headers: { 'retry-after': '9' } });
  expect(await teamsChannel.send(notice(), sending)).toMatchObject({ outcome: 'credentials_refused', verdict: 'give_up' });
  expect(await teamsChannel.send(notice(), sending)).toMatchObject({ outcome: 'http_429', verdict: 'retry', retryAfter: 9 });
});
