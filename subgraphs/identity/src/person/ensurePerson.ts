import type { Unit } from '#kit/transact';
import type { IdentityDb } from '../context.ts';

/** What an identity provider tells of a person; `subject` is its own name for them, unique at `issuer`. */
export type ForeignIdentity = { issuer: string; subject: string; name: string; email: string | null };

/**
 * The person behind an identity of an issuer, made with an audit row when the tenant does not know them, and whether they are new.
 * An advisory lock on the identity makes concurrent first requests of one person wait for each other, so that one person comes of them.
 */
export async function ensurePerson(
  { db, audit }: Pick<Unit<IdentityDb>, 'db' | 'audit'>,
  tenantId: string,
  { issuer, subject, name, email }: ForeignIdentity,
): Promise<{ personId: string; isNew: boolean }> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${JSON.stringify([tenantId, issuer, subject])}, 0))`;
  const known = await db.personIdentity.findFirst({ where: { issuer, subject }, select: { personId: true } });
  if (known) return { personId: known.personId, isNew: false };

  const { id: personId } = await db.person.create({ data: { name, email }, select: { id: true } });
  await db.personIdentity.create({ data: { issuer, subject, personId } });
  audit({ action: 'person.created', subject: { kind: 'person', id: personId }, after: { name, email, issuer, subject } });
  return { personId, isNew: true };
}
