import { Prisma } from '#prisma/generated/client';
import type { NotifyDb } from '../context.ts';
import type { PersonalStep } from './personalShape.ts';
import { readPersonal } from './readPersonal.ts';

/** Takes a contact out of a person's rules and digest, in the transaction that removes it. */
export async function dropContact(db: NotifyDb, personId: string, contactId: string, now: Date): Promise<void> {
  const row = await db.personalSetting.findFirst({ where: { personId } });
  if (!row) return;
  const { rules, digest } = readPersonal(row);
  const without = (steps: readonly PersonalStep[]) => steps.filter((step) => step.kind === 'WAIT' || step.contactId !== contactId);
  await db.personalSetting.update({
    where: { tenantId_personId: { tenantId: row.tenantId, personId } },
    data: {
      rules: { default: without(rules.default), important: without(rules.important) },
      ...(digest?.contactId === contactId && { digest: Prisma.DbNull }),
      ...{ version: { increment: 1 }, updatedAt: now },
    },
  });
}
