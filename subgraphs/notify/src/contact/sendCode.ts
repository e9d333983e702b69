import type { Language } from '#contracts/directory';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { codeLifeMs, codesWindowMs } from './contactLimits.ts';
import { keyedHash, makeCode } from './contactSecrets.ts';
import { judgeSending, type SendVerdict } from './judgeCode.ts';
import { takeContact, type TakenContact } from './takeContact.ts';
import { z } from 'zod';

const refusals: Record<Exclude<SendVerdict, 'may_send'>, string> = {
  is_verified: 'This contact is verified already.',
  just_sent: 'A code was sent a moment ago. Wait half a minute before you ask for another.',
  too_many: 'Too many codes were sent to this contact. Try again in an hour.',
};

export const storedAddress = z.union([z.strictObject({ text: z.string() }), z.strictObject({ sealed: z.string() })]);

/** Sends a new code to a contact, through its channel; the one before is good for nothing any more. NOT_FOUND, or CONFLICT saying why not. */
export function sendCode(platform: NotifyPlatform, caller: Caller, id: string): Promise<TakenContact> {
  return transact(platform, caller, async (unit) => {
    const contact = await takeContact(unit.db, caller.personId, id);
    const [person] = await platform.directory.people(unit.db, [contact.personId]);
    return sendCodeTo(unit, platform, contact, person?.language ?? 'en-US');
  });
}

/** The same within a transaction, of a contact that was taken. */
export async function sendCodeTo(unit: NotifyUnit, platform: NotifyPlatform, contact: TakenContact, language: Language): Promise<TakenContact> {
  const { db, now } = unit;
  const verdict = judgeSending(contact, now);
  if (verdict !== 'may_send') throw new AppError('CONFLICT', refusals[verdict]);
  if (!contact.channel.enabled) throw new AppError('CONFLICT', 'The channel of this contact is switched off.');
  const code = makeCode();
  const isSameHour = contact.codesSince !== null && now.getTime() - contact.codesSince.getTime() < codesWindowMs;
  const codesSent = isSameHour ? contact.codesSent + 1 : 1;
  const updated = await db.contact.update({
    where: { tenantId_id: { tenantId: contact.tenantId, id: contact.id } },
    data: {
      ...{ codeHash: keyedHash(platform.secretKey, contact.id, code), codeExpiresAt: new Date(now.getTime() + codeLifeMs), codeAttempts: 0 },
      ...{ codesSent, codesSince: isSameHour ? contact.codesSince : now },
    },
    include: { channel: true },
  });
  const address = storedAddress.parse(contact.address);
  await sendNotices(unit, [
    {
      ...{ incident: null, event: 'verification', channelId: contact.channelId, cause: { reason: 'verification' }, details: { code }, language },
      address: 'text' in address ? address.text : address,
      dedupKey: `verification:${contact.id}:${now.getTime()}`,
    },
  ]);
  return updated;
}
