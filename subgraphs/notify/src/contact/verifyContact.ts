import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { isSameHash, keyedHash } from './contactSecrets.ts';
import { type CodeVerdict, judgeCode } from './judgeCode.ts';
import { takeContact, type TakenContact } from './takeContact.ts';

const refusals: Record<Exclude<CodeVerdict, 'right'>, string> = {
  wrong: 'This is not the code that was sent.',
  none_sent: 'No code was sent to this contact. Ask for one.',
  expired: 'The code is too old. Ask for a new one.',
  too_many_attempts: 'The code was guessed wrong too often. Ask for a new one.',
};

/** Proves with the code that was sent that a contact is the caller's own; from then on it is used. NOT_FOUND; BAD_USER_INPUT says why a code does not do. */
export async function verifyContact(platform: NotifyPlatform, caller: Caller, id: string, code: string): Promise<TakenContact> {
  const { verdict, contact } = await transact(platform, caller, async ({ db, now, audit }) => {
    const contact = await takeContact(db, caller.personId, id);
    const isRight = contact.codeHash !== null && isSameHash(contact.codeHash, keyedHash(platform.secretKey, contact.id, code.trim()));
    const verdict = judgeCode(contact, isRight, now);
    const where = { tenantId_id: { tenantId: contact.tenantId, id: contact.id } };
    // The wrong guess is counted, so it is committed and refused afterwards.
    if (verdict === 'wrong') await db.contact.update({ where, data: { codeAttempts: { increment: 1 } } });
    if (verdict !== 'right') return { verdict, contact };
    audit({ action: 'contact.verified', subject: { kind: 'Contact', id: contact.id }, after: { hint: contact.hint } });
    const data = { verifiedAt: now, codeHash: null, codeExpiresAt: null, codeAttempts: 0, codesSent: 0, codesSince: null };
    return { verdict, contact: await db.contact.update({ where, data, include: { channel: true } }) };
  });
  if (verdict !== 'right') throw new AppError('BAD_USER_INPUT', refusals[verdict]);
  return contact;
}
