import { AppError } from '#kit/errors';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { Sender } from '../ingest/authenticate.ts';
import type { Intake } from '../ingest/intake.ts';
import { repairText } from '../ingest/repairText.ts';
import { alertOfMail } from '../ingest/sources/email.ts';

/** References of one mail that are looked up: the first of a thread, and the latest. */
const mostReferences = 20;

/** Mail may wait for days on its way; a date further off comes from a wrong clock. */
const plausibleMs = 7 * 86_400_000;

/** Keeps a mail as it came, and takes in the alert that it tells. Answers of machines to a mail of ours or of a person ("out of office") tell none. */
export async function receiveMail(intake: Intake, sender: Sender, raw: Buffer): Promise<void> {
  const mail = await parse(raw);
  const body = repairText(raw.toString('utf8'), 'body', []);
  const automatic = mail.headers.get('auto-submitted');
  if (typeof automatic === 'string' && /^auto-replied/i.test(automatic)) {
    await intake.receive(sender, body, []);
    return;
  }
  const now = intake.platform.clock.now();
  const answered = await findAnswered(intake, sender, mail);
  const told = {
    subject: mail.subject ?? '',
    text: await textOf(mail),
    from: mail.from?.value[0]?.address ?? null,
    // An answer keeps the name of the mail that it answers, so that the next answer finds the alert as well.
    messageId: answered?.messageId ?? mail.messageId ?? null,
    date: mail.date && Math.abs(mail.date.getTime() - now.getTime()) < plausibleMs ? mail.date : null,
  };
  await intake.receive(sender, body, [alertOfMail(told, now, answered?.fingerprint)]);
}

/** Broken mail is common, and the parser reads nearly all of it. */
async function parse(raw: Buffer): Promise<ParsedMail> {
  try {
    return await simpleParser(raw, { skipImageLinks: true, maxHtmlLengthToParse: 1024 * 1024 });
  } catch (cause) {
    throw new AppError('UNKNOWN_SHAPE', 'This is not a mail that can be read.', { cause });
  }
}

/** The parser makes text of HTML only where the whole mail is HTML; HTML beside an attachment is given to it once more by itself. */
async function textOf({ text, html }: ParsedMail): Promise<string> {
  if (text !== undefined || html === false) return text ?? '';
  return (await parse(Buffer.from(`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`))).text ?? '';
}

type Answered = { fingerprint: string; messageId: string };

/** The alert of this integration that was told by the mail which this one answers. */
async function findAnswered({ platform }: Intake, sender: Sender, { inReplyTo, references }: ParsedMail): Promise<Answered | undefined> {
  const named = [...(Array.isArray(references) ? references : [references]), inReplyTo].filter(
    (id): id is string => Boolean(id) && !id?.includes('\0'),
  );
  if (named.length === 0) return undefined;
  const [found] = await platform.database.inTenant(
    sender.tenantId,
    (db) => db.$queryRaw<Answered[]>`
      SELECT fingerprint, annotations->>'message_id' AS "messageId" FROM alert
      WHERE integration_id = ${sender.id}::uuid AND annotations->>'message_id' = ANY(${[...named.slice(0, 1), ...named.slice(-mostReferences)]}::text[])
      ORDER BY last_received_at DESC LIMIT 1`,
  );
  return found;
}
