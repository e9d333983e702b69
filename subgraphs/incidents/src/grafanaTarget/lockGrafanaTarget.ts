import { AppError } from '#kit/errors';
import type { GrafanaTarget } from '#prisma/generated/client';
import type { IncidentsDb } from '../context.ts';
import { isUuid } from '../isUuid.ts';

/** Reads a target and keeps others from changing it until the transaction ends; NOT_FOUND for one that the tenant does not have. */
export async function lockGrafanaTarget(db: IncidentsDb, id: string): Promise<GrafanaTarget> {
  if (isUuid(id)) await db.$queryRaw`SELECT id FROM grafana_target WHERE id = ${id}::uuid FOR UPDATE`;
  const target = isUuid(id) ? await db.grafanaTarget.findFirst({ where: { id } }) : null;
  if (target === null) throw new AppError('NOT_FOUND', `There is no Grafana ${id}.`);
  return target;
}
