import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { Delegation } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyPlatform } from '../context.ts';
import { requireSelf } from '../schedule/swap/requireSelf.ts';

export type DelegationDraft = { toId: string; startsAt: Date; endsAt: Date };

/** Has another person told in the caller's place for a time of at most a year. BAD_USER_INPUT, NOT_FOUND, or CONFLICT with one that overlaps. */
export async function addDelegation(platform: NotifyPlatform, caller: Caller, { toId, startsAt, endsAt }: DelegationDraft): Promise<Delegation> {
  if (startsAt >= endsAt || endsAt.getTime() - startsAt.getTime() > 366 * 86_400_000) {
    throw new AppError('BAD_USER_INPUT', 'A delegation ends later than it begins, within a year.');
  }
  return transact(platform, caller, async ({ db, now, audit }) => {
    if (endsAt <= now) throw new AppError('BAD_USER_INPUT', 'A delegation ends later than now.');
    const known = z.guid().safeParse(toId).success ? await platform.directory.people(db, [toId]) : [];
    if (known.length === 0) throw new AppError('NOT_FOUND', `There is no person with the id ${toId}.`);
    const personId = requireSelf(caller);
    if (toId === personId) throw new AppError('BAD_USER_INPUT', 'You cannot stand in for yourself.');
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sre.personal:${caller.tenantId}:${personId}`}, 0))`;
    const overlapping = await db.delegation.findFirst({ where: { personId, startsAt: { lt: endsAt }, endsAt: { gt: startsAt } } });
    if (overlapping) throw new AppError('CONFLICT', 'Somebody stands in for you in a part of this time already.');
    const made = await db.delegation.create({ data: { personId, toId, startsAt, endsAt, createdAt: now } });
    audit({
      action: 'delegation.added',
      subject: { kind: 'Person', id: personId },
      after: { toId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    });
    return made;
  });
}

/** Ends a delegation of the caller now; one that has not begun is gone. NOT_FOUND. */
export function endDelegation(platform: NotifyPlatform, caller: Caller, id: string): Promise<Delegation> {
  return transact(platform, caller, async ({ db, now, audit }) => {
    const { personId } = caller;
    const delegation =
      personId !== null && z.guid().safeParse(id).success ? await db.delegation.findFirst({ where: { id, personId, endsAt: { gt: now } } }) : null;
    if (!delegation) throw new AppError('NOT_FOUND', `You have no delegation with the id ${id} that could be ended.`);
    const where = { tenantId_id: { tenantId: delegation.tenantId, id } };
    if (delegation.startsAt < now) await db.delegation.update({ where, data: { endsAt: now } });
    else await db.delegation.delete({ where });
    audit({ action: 'delegation.ended', subject: { kind: 'Person', id: delegation.personId }, before: { toId: delegation.toId } });
    return { ...delegation, endsAt: now };
  });
}
