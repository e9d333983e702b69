import { AppError } from '#kit/errors';
import type { Actor, Platform } from '#kit/transact';
import { savedRules } from './enrichmentRule.ts';
import { saveRules } from './saveRules.ts';

/** Makes the rules of an earlier version live again, as a new version. NOT_FOUND for a version that never was; else as saveRules. */
export async function restoreRules(platform: Platform, actor: Actor, version: number, expectedVersion: number): Promise<void> {
  const { tenantId } = actor;
  const found = await platform.database.inTenant(tenantId, (db) =>
    db.enrichmentVersion.findUnique({ where: { tenantId_version: { tenantId, version } }, select: { rules: true } }),
  );
  if (!found) throw new AppError('NOT_FOUND', `There is no version ${version} of the rules of enrichment.`);
  await saveRules(platform, actor, { rules: savedRules.parse(found.rules), expectedVersion, note: `Version ${version} again` });
}
