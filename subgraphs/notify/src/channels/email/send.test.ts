import { exampleNotice, longText, openTestSending } from '../openTestSending.ts';
import { createOutbound } from '#kit/outbound';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { composeEmail } from './compose.ts';
import { type FakeMailServer, startFakeMailServer } from './fake.ts';
import { emailChannel } from './send.ts';

let server: FakeMailServer;
const sending = openTestSending();
beforeAll(async () => void (server = await startFakeMailServer()));
afterAll(async () => {
  await server.close();
  await sending.outbound.close();
});
beforeEach(() => void server.mails.splice(0));

const settings = (change: object = {}) => ({
  ...{ host: '127.0.0.1', port: server.port, security: 'none', user: server.user, password: server.password },
  ...{ from: 'SRE <sre@example.com>', to: 'team@example.org, boss@example.org' },
  ...change,
});

test('a mail has text and HTML, names its thread, and goes to all of a list', async () => {
  expect(await emailChannel.send(exampleNotice(settings()), sending)).toMatchObject({
    verdict: 'delivered',
    providerId: '<01980000-0000-7000-8000-00000000000d@example.com>',
  });
  const [mail] = server.mails;
  expect(server.recipients()).toEqual(['team@example.org', 'boss@example.org']);
  expect(mail).toMatchObject({ subject: '[SRE] #7 Disk of db-1 is full', references: '<incident.channel.@example.com>' });
  expect(mail?.text).toContain('Answer without signing in: https://sre.example.com/notify/act/t');
  expect(mail?.html).toContain('href="https://sre.example.com/notify/act/t"');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
});

test('all mails of a conversation stand in one thread, each under its own name', async () => {
  await emailChannel.send(exampleNotice(settings(), { address: 'ada@example.org' }), sending);
  await emailChannel.send(exampleNotice(settings(), { id: 'another', address: 'ada@example.org' }, { event: 'resolved' }), sending);
  const [first, second] = server.mails;
  expect(server.recipients()).toEqual(['ada@example.org', 'ada@example.org']);
  expect(second?.subject).toBe('Re: [SRE] #7 Disk of db-1 is full');
  expect(second?.references).toBe(first?.references);
  expect(second?.messageId).not.toBe(first?.messageId);
});

test.each([
  [{ password: 'wrong' }, {}, 'credentials_refused', 'give_up'],
  [{}, { address: 'nobody@example.org' }, 'address_refused', 'give_up'],
  [{}, { address: 'ada@busy.example.org' }, 'service_busy', 'retry'],
  [{ security: 'starttls' }, {}, 'encryption_refused', 'give_up'],
  [{ port: 1 }, {}, 'connection_refused', 'retry'],
  [{ security: 'tls' }, {}, 'tls_failed', 'retry'],
  [{}, { address: 'no address' }, 'misconfigured', 'give_up'],
] as const)('%j %j: %s', async (change, notice, outcome, verdict) => {
  expect(await emailChannel.send(exampleNotice(settings(change), notice), sending)).toMatchObject({ outcome, verdict });
});

test('a server that says nothing is left in time', async () => {
  const silent: Server = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const started = performance.now();
  expect(await emailChannel.send(exampleNotice(settings({ port })), { ...sending, timeoutMs: 300 })).toMatchObject({
    outcome: 'timeout',
    verdict: 'retry',
  });
  expect(performance.now() - started).toBeLessThan(2_000);
  silent.close();
});

test('a private server is refused, by address and by name', async () => {
  const strict = { ...sending, outbound: createOutbound([]) };
  for (const host of ['127.0.0.1', 'localhost', '::1']) {
    expect(await emailChannel.send(exampleNotice(settings({ host })), strict)).toMatchObject({ outcome: 'target_refused', verdict: 'give_up' });
  }
  expect(server.mails).toHaveLength(0);
});

test('what comes in is text in HTML, and a subject is one line of bounded length', () => {
  const notice = exampleNotice(settings());
  const mail = composeEmail({
    ...notice,
    settings: { from: 'sre@example.com' },
    message: { ...notice.message, title: `<script>\r\nBcc: x@y ${longText}`, text: longText },
  } as never);
  expect(mail.html).not.toContain('<script>');
  expect(mail.subject.length).toBeLessThanOrEqual(200);
});
