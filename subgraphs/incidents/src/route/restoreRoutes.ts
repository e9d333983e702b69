import { AppError } from '#kit/errors';
import type { Actor, Platform } from '#kit/transact';
import { routeDraft } from './routeDraft.ts';
import { saveRoutes } from './saveRoutes.ts';

/** Makes an earlier version the live tree again, as a new version. NOT_FOUND for a version that never was, CONFLICT as saveRoutes. */
export async function restoreRoutes(platform: Platform, actor: Actor, version: number, expectedVersion: number): Promise<void> {
  const { tenantId } = actor;
  const found = await platform.database.inTenant(tenantId, (db) =>
    db.routeVersion.findUnique({ where: { tenantId_version: { tenantId, version } }, select: { tree: true } }),
  );
  if (!found) throw new AppError('NOT_FOUND', `There is no version ${version} of the routes.`);
  await saveRoutes(platform, actor, { tree: routeDraft.parse(found.tree), expectedVersion, note: `Version ${version} again` });
}
