import { toAppError } from '#kit/errors';
import type { Readable } from 'node:stream';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';
import type { IncidentsPlatform } from '../context.ts';
import { createIntake, type Intake } from '../ingest/intake.ts';
import { receiveMail } from './receiveMail.ts';
import { wordSmtpRefusal } from './wordSmtpRefusal.ts';

export type MailServerOptions = {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Certificate chain and private key, PEM: offers STARTTLS. */
  tls?: { cert: string; key: string };
};
export type MailServer = { port: number; close(): Promise<void> };

/** Largest mail: alerts are texts, and a picture or two. */
const longestMail = 5 * 1024 * 1024;

/** Recipients of one mail; each is an integration. */
const mostRecipients = 20;

/**
 * Takes in alerts by mail, to `<token>@` any domain: which mail comes here is decided by MX records and by the mail server in front. Nobody logs in, as mail servers
 * do not among each other; with a certificate the connection may be encrypted. Answered 250 only after the alert is committed.
 */
export async function startMailServer(platform: IncidentsPlatform, { host, port, tls }: MailServerOptions): Promise<MailServer> {
  const intake = createIntake(platform);
  const server = new SMTPServer({
    banner: 'SRE Platform takes alerts',
    disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...tls,
    authOptional: true,
    disableReverseLookup: true,
    size: longestMail,
    maxClients: 100,
    socketTimeout: 60_000,
    closeTimeout: 5_000,
    onRcptTo: ({ address }, { envelope }, done) => {
      if (envelope.rcptTo.length >= mostRecipients) done(Object.assign(new Error('4.5.3 Too many recipients'), { responseCode: 452 }));
      else void answer(platform, done, () => intake.authenticate(tokenOf(address), 'EMAIL'));
    },
    onData: (stream, { envelope }, done) => void answer(platform, done, () => takeIn(intake, stream, envelope.rcptTo)),
  });
  server.on('error', (error) => platform.log.debug({ err: error }, 'mail connection failed'));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function takeIn(intake: Intake, stream: Readable & { sizeExceeded?: boolean }, recipients: readonly SMTPServerAddress[]): Promise<void> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and thrown away: only then may the answer be given.
    if (size <= longestMail) chunks.push(chunk);
  }
  if (size > longestMail) throw Object.assign(new Error('5.3.4 The mail is larger than 5 MB'), { responseCode: 552 });
  for (const { address } of recipients) await receiveMail(intake, await intake.authenticate(tokenOf(address), 'EMAIL'), Buffer.concat(chunks));
}

function tokenOf(address: string): string | undefined {
  return /^([^@+]+)/.exec(address)?.[1];
}

async function answer({ log }: IncidentsPlatform, done: (error?: Error | null) => void, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    done();
  } catch (thrown) {
    if (thrown instanceof Error && 'responseCode' in thrown) return done(thrown);
    const error = toAppError(thrown);
    if (error.code === 'INTERNAL') log.error({ err: thrown }, 'mail failed');
    done(wordSmtpRefusal(error));
  }
}
