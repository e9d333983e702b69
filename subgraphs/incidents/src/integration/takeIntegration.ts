import { AppError } from '#kit/errors';
import type { Integration } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';

/** The integration, locked until the transaction ends. NOT_FOUND when the tenant has none of this id, or has deleted it. */
export async function takeIntegration(db: IncidentsDb, tenantId: string, id: string): Promise<Integration> {
  if (isUuid(id)) await db.$executeRaw`SELECT FROM integration WHERE tenant_id = ${tenantId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
  const integration = isUuid(id) ? await db.integration.findFirst({ where: { id, archivedAt: null } }) : null;
  if (!integration) throw new AppError('NOT_FOUND', `There is no integration with the id ${id}.`);
  return integration;
}
