import { explainMatcher, formatMatchers, matchers } from '#contracts/matcher';
import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import { z } from 'zod';
import { markQuiet } from './markQuiet.ts';
import { type QuietPolicy, readQuietPolicy } from './readQuietPolicy.ts';

const shape = z.strictObject({
  approvalShare: z.number().min(0).max(1).nullable(),
  approvalCount: z.int().min(0).max(1_000_000).nullable(),
  parentDownHops: z.int().min(0).max(10),
  parentDownMatchers: matchers.min(1),
  endingLeadMinutes: z.int().min(0).max(1_440),
});

/** Sets what the tenant wants of quiet. BAD_USER_INPUT says which setting makes no sense. */
export async function updateQuietPolicy(platform: Platform, caller: Caller, wanted: QuietPolicy): Promise<QuietPolicy> {
  requirePermission(caller, 'quiet:manage');
  const parsed = shape.safeParse(wanted);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const policy = parsed.data;
  const refusal = policy.parentDownMatchers.map(explainMatcher).find((explanation) => explanation !== null);
  if (refusal) throw new AppError('BAD_USER_INPUT', refusal);

  const { tenantId } = caller;
  return transact(platform, caller, async (unit) => {
    const before = await readQuietPolicy(unit.db);
    const row = { ...policy, updatedAt: unit.now };
    await unit.db.quietPolicy.upsert({ where: { tenantId }, create: row, update: row });
    unit.audit({ action: 'quietPolicy.updated', subject: { kind: 'QuietPolicy', id: tenantId }, before: facts(before), after: facts(policy) });
    await markQuiet(unit);
    return policy;
  });
}

function facts({ parentDownMatchers, ...rest }: QuietPolicy) {
  return { ...rest, parentDownMatchers: formatMatchers(parentDownMatchers) };
}
