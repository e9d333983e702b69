import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that one logs in to; it knows everybody but `nobody@…`, and says for now to those at `busy.…`. */
export type FakeMailServer = { port: number; user: string; password: string; mails: ParsedMail[]; recipients(): string[]; close(): Promise<void> };

export async function startFakeMailServer({ tls = false }: { tls?: boolean } = {}): Promise<FakeMailServer> {
  const [user, password] = ['sre', 'good password'];
  const mails: ParsedMail[] = [];
  const refuse = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });
  const server = new SMTPServer({
    // Without TLS of its own, credentials come in the clear; with it, by the certificate that the library brings for tests.
    ...(tls ? {} : { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }),
    authOptional: false,
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password ? done(null, { user }) : done(refuse(535, 'Authentication failed')),
    onRcptTo({ address }, _session, done) {
      if (address.startsWith('nobody@')) return done(refuse(550, 'No such user'));
      if (address.includes('@busy.')) return done(refuse(451, 'Try again later'));
      done();
    },
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => (mails.push(mail), done()), done);
    },
  });
  server.on('error', () => undefined); // A client that hangs up during TLS is part of the tests.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    user,
    password,
    mails,
    recipients: () => mails.flatMap(({ to }) => (to as AddressObject).value.map(({ address }) => address ?? '')),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
