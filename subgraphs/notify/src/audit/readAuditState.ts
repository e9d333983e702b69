import { Prisma } from '#prisma/generated/client';
import type { Platform } from '#kit/transact';

type Row = { kind: string | null; found: bigint; still_open: bigint; repaired: bigint; oldest_round: Date | null };

/** What the auditor found over all tenants, by kind, and when it last went through the tenant that has waited longest; numbers only, for metrics. */
export async function readAuditState({ database }: Pick<Platform, 'database'>): Promise<{
  kinds: { kind: string; found: number; stillOpen: number; repaired: number }[];
  oldestRound: Date | null;
}> {
  const rows = await database.acrossTenants<Row>(Prisma.sql`SELECT kind, found, still_open, repaired, oldest_round FROM lookup.audit_state()`);
  return {
    kinds: rows.flatMap(({ kind, found, still_open: stillOpen, repaired }) =>
      kind === null ? [] : [{ kind, found: Number(found), stillOpen: Number(stillOpen), repaired: Number(repaired) }],
    ),
    oldestRound: rows.find(({ kind }) => kind === null)?.oldest_round ?? null,
  };
}
