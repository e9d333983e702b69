import { AppError } from '#kit/errors';
import { resealSecret, type SecretKey } from '#kit/secret';
import type { Platform } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';

/** Where sealed secrets are kept: columns of their own, or texts inside JSON. */
const places = [
  { table: 'channel', column: 'secrets', type: 'jsonb' },
  { table: 'contact', column: 'address', type: 'jsonb' },
  { table: 'delivery', column: 'target', type: 'jsonb' },
  { table: 'integration', column: 'secret', type: 'text' },
  { table: 'rule_source', column: 'credentials', type: 'text' },
  { table: 'grafana_target', column: 'token', type: 'text' },
  { table: 'trigger', column: 'secret', type: 'text' },
  { table: 'n8n_connection', column: 'api_key', type: 'text' },
  { table: 'playbook', column: 'definition', type: 'jsonb' },
  { table: 'playbook_version', column: 'definition', type: 'jsonb' },
  { table: 'secret', column: 'value', type: 'text' },
  { table: 'credential', column: 'secrets', type: 'jsonb' },
  { table: 'run', column: 'definition', type: 'jsonb' },
] as const;

/** What kit/secret.ts makes: an IV of 12 bytes, a tag of 16, and the text. */
const sealed = /v1\.[\w-]{16}\.[\w-]{22}\.[\w-]*/g;

const mostAtOnce = 200;

/** What was done: secrets sealed anew, and such as neither key opens, which are left as they are. */
export type Resealed = { resealed: number; unreadable: number };

/**
 * Seals every stored secret with the present key that the one before sealed, tenant by tenant, so that the one before can be taken out of the
 * configuration once a run finds nothing. Does nothing unless there is one before. May run in several processes, and while others work.
 */
export async function resealSecrets(platform: Platform & { secretKey: SecretKey }): Promise<Resealed> {
  const total: Resealed = { resealed: 0, unreadable: 0 };
  if (!('current' in platform.secretKey)) return total;
  const tenants = await platform.database.acrossTenants<{ tenant_id: string }>(Prisma.sql`SELECT tenant_id FROM lookup.tenants()`);
  for (const { tenant_id } of tenants) {
    for (const place of places) {
      let last: string | null = '00000000-0000-0000-0000-000000000000';
      while (last !== null) last = await resealPage(platform, tenant_id, place, last, total);
    }
  }
  platform.log.info(total, 'secrets were sealed with the new SECRET_KEY');
  return total;
}

/** One page of a table by id; the last id, or null at its end. */
function resealPage(
  { database, secretKey }: Platform & { secretKey: SecretKey },
  tenantId: string,
  { table, column, type }: (typeof places)[number],
  after: string,
  total: Resealed,
): Promise<string | null> {
  const [inTable, inColumn, asType] = [Prisma.raw(table), Prisma.raw(column), Prisma.raw(type)];
  return database.inTenant(tenantId, async (db) => {
    const rows = await db.$queryRaw<{ id: string; kept: string }[]>`
      SELECT id, ${inColumn}::text AS kept FROM ${inTable} WHERE id > ${after}::uuid AND ${inColumn}::text LIKE '%v1.%' ORDER BY id LIMIT ${mostAtOnce} FOR UPDATE`;
    for (const { id, kept } of rows) {
      const renewed = kept.replaceAll(sealed, (text) => renew(text, secretKey, total));
      if (renewed !== kept) await db.$executeRaw`UPDATE ${inTable} SET ${inColumn} = ${renewed}::${asType} WHERE id = ${id}::uuid`;
    }
    return rows.length === mostAtOnce ? (rows.at(-1)?.id ?? null) : null;
  });
}

/** What looks sealed and opens with neither key may be a word of somebody's own: it stays, and is counted. */
function renew(text: string, key: SecretKey, total: Resealed): string {
  try {
    const anew = resealSecret(text, key);
    if (anew === null) return text;
    total.resealed += 1;
    return anew;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    total.unreadable += 1;
    return text;
  }
}
