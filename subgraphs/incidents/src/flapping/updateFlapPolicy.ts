import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import { z } from 'zod';
import type { FlapPolicy } from './judgeFlapping.ts';
import { readFlapPolicy } from './readFlapPolicy.ts';

const shape = z.strictObject({ enabled: z.boolean(), changes: z.int().min(3).max(50), windowMinutes: z.int().min(1).max(1_440) });

/** Sets when the tenant takes an alert for one that flaps. BAD_USER_INPUT says which setting makes no sense. */
export async function updateFlapPolicy(platform: Platform, caller: Caller, wanted: FlapPolicy): Promise<FlapPolicy> {
  requirePermission(caller, 'enrichment:manage');
  const parsed = shape.safeParse(wanted);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const policy = parsed.data;
  const { tenantId } = caller;
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = await readFlapPolicy(db);
    const row = { ...policy, updatedAt: now };
    await db.flapPolicy.upsert({ where: { tenantId }, create: row, update: row });
    audit({ action: 'flapPolicy.updated', subject: { kind: 'FlapPolicy', id: tenantId }, before, after: policy });
    return policy;
  });
}
