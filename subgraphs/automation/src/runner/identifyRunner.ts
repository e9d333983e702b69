import { AppError } from '#kit/errors';
import { hashToken } from '#kit/secret';
import { Prisma } from '#prisma/generated/client';
import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';

/** A runner that asked: one of a tenant, or the platform's own, which works for all of them. */
export type Asking =
  { tenantId: string; runnerId: string; name: string; labels: Record<string, string> } | { tenantId: null; runnerId: null; name: 'platform' };

/** Who asks, by the token that is shown. UNAUTHENTICATED for one that is not known (any more), FORBIDDEN for a runner that was switched off. */
export async function identifyRunner(platform: AutomationPlatform, headers: IncomingHttpHeaders): Promise<Asking> {
  const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  const { runnerKey, database } = platform;
  if (token === '') throw new AppError('UNAUTHENTICATED', 'A runner shows its token: Authorization: Bearer …');
  const hash = hashToken(token);
  if (runnerKey !== null && timingSafeEqual(Buffer.from(hash), Buffer.from(hashToken(runnerKey))))
    return { tenantId: null, runnerId: null, name: 'platform' };
  const [found] = await database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.runner_by_token(${hash})`,
  );
  const row = found && (await database.inTenant(found.tenant_id, (db) => db.runner.findFirst({ where: { id: found.id } })));
  if (!row) throw new AppError('UNAUTHENTICATED', 'No runner has this token (any more).');
  if (!row.enabled) throw new AppError('FORBIDDEN', `The runner ${row.name} is switched off.`);
  return { tenantId: row.tenantId, runnerId: row.id, name: row.name, labels: z.record(z.string(), z.string()).parse(row.labels) };
}
