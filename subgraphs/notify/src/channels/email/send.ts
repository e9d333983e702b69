import { createTransport } from 'nodemailer';
import { classifyFailure } from '#kit/outboundFailure';
import { z } from 'zod';
import { type AttemptJudgement, judgeOutcome } from '../../delivery/judgeAttempt.ts';
import type { AttemptOutcome } from '../../delivery/outcomes.ts';
import { defineKind, type Outgoing, type Sending } from '../channelKind.ts';
import { composeEmail } from './compose.ts';
import { emailAddress, emailFields, type EmailSettings } from './config.ts';

/** Mail through an SMTP server: a thread for each incident and recipient. */
export const emailChannel = defineKind({
  label: ['Mail', '電子郵件'],
  help: ['Sends through an SMTP server of yours, to people at their address or to a list.', '透過您的 SMTP 伺服器寄送，可寄給個人或固定名單。'],
  fields: emailFields,
  address: emailAddress,
  place: ({ to }) => to?.join(', ') ?? null,
  // A host is no URL; its form is the same where it matters.
  targets: ({ host }) => [`http://${String(host).includes(':') ? `[${String(host)}]` : String(host)}/`],
  ratePerMinute: 300,
  answers: 'link',
  updatesInPlace: false,
  groups: true,
  send: sendEmail,
});

async function sendEmail(notice: Outgoing<EmailSettings>, { outbound, timeoutMs }: Sending): Promise<AttemptJudgement> {
  const { host, port, security, user, password } = notice.settings;
  // The connection is ours, so that where it goes is checked after DNS, as for everything that tenants configure.
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(user !== undefined && { auth: { user, pass: password ?? '' } }),
    disableFileAccess: true,
    disableUrlAccess: true,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    getSocket: (_options: unknown, done: (error: Error | null, socket?: object) => void) =>
      void outbound.connect({ host, port }).then(
        (connection) => done(null, { connection }),
        (error: Error) => done(error),
      ),
  });
  const mail = composeEmail(notice);
  const slow = AbortSignal.timeout(timeoutMs);
  const cut = new Promise<never>((_, reject) => slow.addEventListener('abort', () => reject(slow.reason as Error), { once: true }));
  try {
    // The race ends the wait; nodemailer closes its connection on the same signal.
    const info = await Promise.race([transport.sendMail({ ...mail, signal: slow }), cut]);
    return { verdict: 'delivered', outcome: 'delivered', httpStatus: null, detail: null, retryAfter: null, providerId: info.messageId };
  } catch (error) {
    return judgeMailFailure(error);
  }
}

const mailError = z.object({
  code: z.string().optional(),
  responseCode: z.int().optional(),
  message: z.string().optional(),
  command: z.string().optional(),
});

/** Reply codes of SMTP (RFC 5321, 4.2): 4xx asks to come back, 5xx is for good; which command they answered says what they are about. Pure. */
export function judgeMailFailure(error: unknown): AttemptJudgement {
  const { code = '', responseCode, message = '', command = '' } = mailError.catch({}).parse(error);
  const named = codes[code];
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500 && code !== 'EAUTH')
    return judgeOutcome('service_busy', { detail: message });
  if (responseCode !== undefined) {
    const outcome = named ?? (/^RCPT/i.test(command) ? 'address_refused' : 'message_refused');
    return judgeOutcome(outcome, { detail: message });
  }
  if (named !== undefined) return judgeOutcome(named, { detail: message });
  // nodemailer puts a code of its own over that of a handshake.
  if (code === 'ESOCKET' && /\b(SSL|TLS|certificate)\b/i.test(message)) return judgeOutcome('tls_failed', { detail: message });
  const { reason, detail } = classifyFailure(error);
  return judgeOutcome(reason, { detail });
}

/** nodemailer's own codes. */
const codes: Record<string, AttemptOutcome> = {
  EAUTH: 'credentials_refused',
  ENOAUTH: 'credentials_refused',
  EENVELOPE: 'address_refused',
  EMESSAGE: 'message_refused',
  ETLS: 'encryption_refused',
  EDNS: 'dns_failed',
  EPROTOCOL: 'protocol_error',
  ECONNECTION: 'connection_reset',
};
