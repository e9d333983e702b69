import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import { requireSelf } from '../schedule/swap/requireSelf.ts';
import { digestShape, personalRules, quietHoursShape } from './personalShape.ts';
import { type Personal, readPersonal } from './readPersonal.ts';

const settingsShape = z.strictObject({ rules: personalRules, quietHours: quietHoursShape.nullable(), digest: digestShape.nullable() });
export type PersonalDraft = z.input<typeof settingsShape>;

/** A draft that can be followed. BAD_USER_INPUT says what is wrong with it. */
export function checkPersonal(draft: PersonalDraft): z.output<typeof settingsShape> {
  const parsed = settingsShape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  return parsed.data;
}

/**
 * Sets how the caller wants to be told. BAD_USER_INPUT says what is wrong, also with a contact that is not theirs; CONFLICT when it was changed since, in another
 * window for instance.
 */
export async function savePersonal(platform: NotifyPlatform, caller: Caller, draft: PersonalDraft, expectedVersion: number): Promise<Personal> {
  const personId = requireSelf(caller);
  const { rules, quietHours, digest } = checkPersonal(draft);
  const named = [...rules.default, ...rules.important].flatMap((step) => (step.kind === 'NOTIFY' ? [step.contactId] : []));
  return transact(platform, caller, async ({ db, now, audit }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sre.personal:${caller.tenantId}:${personId}`}, 0))`;
    const before = readPersonal(await db.personalSetting.findFirst({ where: { personId } }));
    if (before.version !== expectedVersion) throw new AppError('CONFLICT', 'Your rules were changed meanwhile. Read them and decide again.');
    const own = await db.contact.findMany({ where: { personId }, select: { id: true } });
    // The address of the directory is a contact by the person's own id.
    const known = new Set([personId, ...own.map(({ id }) => id)]);
    const unknown = [...named, ...(digest ? [digest.contactId] : [])].find((id) => !known.has(id));
    if (unknown !== undefined) throw new AppError('BAD_USER_INPUT', `You have no contact with the id ${unknown}.`);
    const data = { rules, quietHours: quietHours ?? Prisma.DbNull, digest: digest ?? Prisma.DbNull, version: expectedVersion + 1, updatedAt: now };
    const saved = await db.personalSetting.upsert({
      where: { tenantId_personId: { tenantId: caller.tenantId, personId } },
      create: { personId, ...data },
      update: data,
    });
    audit({ action: 'personalSettings.saved', subject: { kind: 'Person', id: personId }, after: { rules, quietHours, digest } });
    return readPersonal(saved);
  });
}
