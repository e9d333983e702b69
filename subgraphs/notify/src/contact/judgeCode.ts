import type { Contact } from '#prisma/generated/client';
import { codeLifeMs, codePauseMs, codesWindowMs, mostAttempts, mostCodes } from './contactLimits.ts';

/** Why a code may, or may not, be sent to a contact. */
export type SendVerdict = 'may_send' | 'is_verified' | 'just_sent' | 'too_many';

export function judgeSending(
  { verifiedAt, codesSent, codesSince, codeExpiresAt }: Pick<Contact, 'verifiedAt' | 'codesSent' | 'codesSince' | 'codeExpiresAt'>,
  now: Date,
): SendVerdict {
  if (verifiedAt !== null) return 'is_verified';
  const lastSentMs = codeExpiresAt === null ? 0 : codeExpiresAt.getTime() - codeLifeMs;
  if (now.getTime() - lastSentMs < codePauseMs) return 'just_sent';
  const isSameHour = codesSince !== null && now.getTime() - codesSince.getTime() < codesWindowMs;
  return isSameHour && codesSent >= mostCodes ? 'too_many' : 'may_send';
}

/** What comes of a code that somebody gives; `isRight` says whether it is the one that was sent. */
export type CodeVerdict = 'right' | 'wrong' | 'none_sent' | 'expired' | 'too_many_attempts';

export function judgeCode(
  { codeHash, codeExpiresAt, codeAttempts }: Pick<Contact, 'codeHash' | 'codeExpiresAt' | 'codeAttempts'>,
  isRight: boolean,
  now: Date,
): CodeVerdict {
  if (codeHash === null || codeExpiresAt === null) return 'none_sent';
  if (codeExpiresAt <= now) return 'expired';
  if (codeAttempts >= mostAttempts) return 'too_many_attempts';
  return isRight ? 'right' : 'wrong';
}
