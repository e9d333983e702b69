import { languages } from '#contracts/directory';
import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import { isTimeZone } from '#kit/wallTime';
import type { Person } from '#prisma/generated/client';
import { z } from 'zod';

const preferences = z.object({
  timeZone: z
    .string()
    .refine((name) => isTimeZone(name), 'is not the name of a time zone, such as Asia/Taipei')
    .nullable(),
  language: z.enum(languages, `is none of ${languages.join(', ')}`).nullable(),
});

/**
 * What a caller says of themselves: the zone that their hours are of, and the language they are written to in; null for neither. It needs no permission, since
 * it is about nobody else. FORBIDDEN for a key that belongs to no one; BAD_USER_INPUT names what is wrong.
 */
export function setPreferences(platform: Platform, caller: Caller, wanted: { timeZone: string | null; language: string | null }): Promise<Person> {
  const { tenantId, personId } = caller;
  if (personId === null) throw new AppError('FORBIDDEN', 'This key belongs to no one, so there is nobody to keep this for.');
  const parsed = preferences.safeParse(wanted);
  if (!parsed.success) {
    throw new AppError('BAD_USER_INPUT', parsed.error.issues.map(({ path, message }) => `"${path.join('.')}" ${message}.`).join(' '));
  }
  return transact(platform, caller, async ({ db, audit }) => {
    const before = await db.person.findFirst({ where: { id: personId } });
    if (!before) throw new AppError('NOT_FOUND', 'You are not known here any more.');
    const { timeZone, language } = parsed.data;
    if (before.timeZone === timeZone && before.language === language) return before;
    audit({
      action: 'person.preferencesSet',
      subject: { kind: 'person', id: personId },
      before: { timeZone: before.timeZone, language: before.language },
      after: { timeZone, language },
    });
    return db.person.update({ where: { tenantId_id: { tenantId, id: personId } }, data: { timeZone, language } });
  });
}
