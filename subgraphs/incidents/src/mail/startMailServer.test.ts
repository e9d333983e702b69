import { createConnection } from 'node:net';
import { createTransport } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer/index.js';
import { openTestIncidents, type TestIncidents, type TestSender } from '../openTestIncidents.ts';
import { type MailServer, startMailServer } from './startMailServer.ts';

let platform: TestIncidents;
let server: MailServer;
let sender: TestSender;
beforeAll(async () => {
  platform = await openTestIncidents();
  server = await startMailServer(platform, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await platform.close();
});
beforeEach(async () => void (sender = await platform.createSender('EMAIL')));

async function send(mail: Mail.Options, token = sender.token) {
  const transport = createTransport({ host: '127.0.0.1', port: server.port, secure: false, ignoreTLS: true });
  try {
    return await transport.sendMail({ from: 'Watch <watch@example.com>', to: `${token}@alerts.example.com`, text: 'See subject.', ...mail });
  } finally {
    transport.close();
  }
}
const statuses = async () => (await platform.incidentsOf(sender)).map(({ status }) => status);

test('a mail opens an incident, and one that says it is over closes it', async () => {
  await send({ subject: 'PROBLEM: 磁碟已滿', text: '資料庫 db-1' });
  expect(await platform.alerts(sender)).toMatchObject([
    { name: '磁碟已滿', status: 'FIRING', labels: { from: 'watch@example.com' }, annotations: { description: '資料庫 db-1' } },
  ]);
  await send({ subject: 'RESOLVED: 磁碟已滿' });
  expect(await statuses()).toEqual(['RESOLVED']);
});

test('an answer ends the alert of the mail that it answers, whatever its subject', async () => {
  const { messageId } = await send({ subject: 'Queue is stuck' });
  const { messageId: second } = await send({ subject: 'still stuck', inReplyTo: messageId, references: [messageId] });
  expect(await platform.alerts(sender)).toHaveLength(1);
  await send({ subject: '[RESOLVED] works again', inReplyTo: second, references: [messageId, second] });
  expect(await statuses()).toEqual(['RESOLVED']);
});

test('HTML is read as text, and attachments are no reason to refuse', async () => {
  await send({
    subject: 'Report',
    text: undefined,
    html: '<p>Load is <b>high</b></p>',
    attachments: [{ filename: 'a.png', content: Buffer.alloc(1000) }],
  });
  expect(await platform.alerts(sender)).toMatchObject([{ annotations: { description: 'Load is high' } }]);
});

test('an automatic answer raises nothing', async () => {
  await send({ subject: 'Out of office', headers: { 'auto-submitted': 'auto-replied' } });
  expect(await platform.alerts(sender)).toEqual([]);
});

test.each<[string, number, () => Promise<unknown>]>([
  ['an unknown token', 550, () => send({ subject: 'x' }, 'unknown')],
  ['a token of another source', 550, async () => send({ subject: 'x' }, (await platform.createSender('GRAFANA')).token)],
  ['a mail of more than 5 MB', 552, () => send({ subject: 'x', text: 'x'.repeat(5.5 * 1024 * 1024) })],
])('%s is answered %i', async (_, responseCode, sending) => {
  await expect(sending()).rejects.toMatchObject({ responseCode });
  expect(await platform.alerts(sender)).toEqual([]);
});

test('a limited integration is told to try again later', async () => {
  await platform.database.inTenant(sender.tenantId, (db) => db.integration.updateMany({ data: { rateLimit: 1 } }));
  await send({ subject: 'one' });
  await expect(send({ subject: 'two' })).rejects.toMatchObject({ responseCode: 452 });
});

test('with a certificate the connection may be encrypted, and without one it is not offered', async () => {
  const encrypting = await startMailServer(platform, { host: '127.0.0.1', port: 0, tls: ofNobody });
  const encrypt = async (port: number) => {
    const transport = createTransport({ host: '127.0.0.1', port, requireTLS: true, tls: { ca: ofNobody.cert, servername: 'alerts.example.com' } });
    try {
      return await transport.sendMail({ from: 'watch@example.com', to: `${sender.token}@alerts.example.com`, subject: 'Sealed', text: 'x' });
    } finally {
      transport.close();
    }
  };
  try {
    await encrypt(encrypting.port);
    expect(await platform.alerts(sender)).toMatchObject([{ name: 'Sealed' }]);
    await expect(encrypt(server.port)).rejects.toMatchObject({ code: 'ETLS' });
  } finally {
    await encrypting.close();
  }
});

/** Made for this test, signed by itself and valid for a hundred years; it opens nothing. */
const ofNobody = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBrzCCAVagAwIBAgIULYpTJCci30Rsp5XUM6wX0phbWYQwCgYIKoZIzj0EAwIw
HTEbMBkGA1UEAwwSYWxlcnRzLmV4YW1wbGUuY29tMCAXDTI2MTEyNzE1NDY0MloY
DzIxMjYxMTAzMTU0NjQyWjAdMRswGQYDVQQDDBJhbGVydHMuZXhhbXBsZS5jb20w
WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAR5ICgZf6/ydxVhaxsJ04ZYuFgyNyZk
Rv61GVXRf7vXpfkfhHSl2VXReWVoUiBWpZqpBPv29bTBTvmDROrGldxao3IwcDAd
BgNVHQ4EFgQUZozPP9Lt7NM8HhHNuNJPf9vzwY0wHwYDVR0jBBgwFoAUZozPP9Lt
7NM8HhHNuNJPf9vzwY0wDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJhbGVy
dHMuZXhhbXBsZS5jb20wCgYIKoZIzj0EAwIDRwAwRAIgBfFudLWXFSWbkh2zpGVb
2f4Wvu5+b3TjSiGUneHCXiMCIE7bGiJClv81WNYk0kCIoLFpM1oev8BM1LmhqqXE
Fltg
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUkkQA7t5jY1ryW4Z
SrKQrmnnlf7YaiG2nqrQmtRTd4WhRANCAAR5ICgZf6/ydxVhaxsJ04ZYuFgyNyZk
Rv61GVXRf7vXpfkfhHSl2VXReWVoUiBWpZqpBPv29bTBTvmDROrGldxa
-----END PRIVATE KEY-----
`,
};

test('bytes that are no mail are taken as one without a subject, and hurt nobody', async () => {
  const talk = ['HELO x', 'MAIL FROM:<a@b.c>', `RCPT TO:<${sender.token}@x>`, 'DATA', '\xff\xfe no header at all\r\n\0\r\n.', 'QUIT'];
  const said = await new Promise<string>((resolve, reject) => {
    let heard = '';
    const socket = createConnection(server.port, '127.0.0.1');
    socket.setEncoding('latin1').on('error', reject);
    socket.on('data', (text: string) => {
      heard += text;
      const next = talk.shift();
      if (next !== undefined) socket.write(`${next}\r\n`, 'latin1');
    });
    socket.on('close', () => resolve(heard));
  });
  expect(said).toMatch(/250 OK/i);
  expect(await platform.alerts(sender)).toMatchObject([{ name: 'Mail without a subject' }]);
});
