import type { Labels, Severity } from '#contracts/words';
import { toAppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Prisma, RouteReplay } from '#prisma/generated/client';
import type { IncidentsDb } from '../../context.ts';
import { plantRoutes } from '../plantRoutes.ts';
import { routeDraft } from '../routeDraft.ts';
import { createReplay, type ReplayEvent } from './createReplay.ts';

/** Events between two looks at whether somebody cancelled. */
const pageSize = 2_000;
/** How long a worker may be silent before another takes over; a page takes a fraction of a second. */
const leaseMs = 30_000;

/**
 * Tries a draft on the past, page by page. What it has seen lives in memory: when a worker dies, the next begins again. Returns without a word when the
 * replay is over, or another worker's.
 */
export async function runReplay(platform: Platform, tenantId: string, replayId: string, signal: AbortSignal): Promise<void> {
  const begun = await begin(platform, tenantId, replayId);
  if (!begun) return;
  try {
    await runPages(platform, tenantId, begun, signal);
  } catch (error) {
    // What the database's absence stopped is tried again; what fails by itself would fail for ever.
    if (!['UNAVAILABLE', 'TIMEOUT'].includes(toAppError(error).code)) await end(platform, tenantId, replayId, { state: 'FAILED' });
    throw error;
  }
}

async function runPages(platform: Platform, tenantId: string, begun: { replay: RouteReplay; lease: Date }, signal: AbortSignal): Promise<void> {
  const { replay } = begun;
  const { id: replayId } = replay;
  const simulation = createReplay(plantRoutes(routeDraft.parse(replay.live)), plantRoutes(routeDraft.parse(replay.draft)));
  let lease = begun.lease;
  let after: Position | null = null;
  for (let replayed = 0; ;) {
    if (signal.aborted) return release(platform, tenantId, replayId, lease);
    const { events, last } = await readPage(platform, tenantId, replay, after);
    for (const event of events) simulation.take(event);
    if (last === null) break;
    after = last.position;
    replayed += last.read;
    const kept = await keep(platform, tenantId, replayId, lease, replayed);
    if (!kept) return;
    lease = kept;
  }
  const result = simulation.result() as unknown as Prisma.InputJsonValue;
  await end(platform, tenantId, replayId, { state: 'DONE', result, replayed: replay.total });
}

async function end({ database, clock }: Platform, tenantId: string, id: string, data: Prisma.RouteReplayUpdateManyMutationInput): Promise<void> {
  await database.inTenant(tenantId, (db) =>
    db.routeReplay.updateMany({ where: { id, state: 'RUNNING' }, data: { ...data, finishedAt: clock.now(), leaseUntil: null } }),
  );
}

/** Takes the replay for a while. The lease is its own fence: whoever lost it cannot write. */
async function begin({ database, clock }: Platform, tenantId: string, id: string): Promise<{ replay: RouteReplay; lease: Date } | null> {
  const now = clock.now();
  const lease = new Date(now.getTime() + leaseMs);
  return database.inTenant(tenantId, async (db) => {
    const { count } = await db.routeReplay.updateMany({
      where: { id, state: 'RUNNING', leaseUntil: { lte: now } },
      data: { leaseUntil: lease, replayed: 0 },
    });
    return count === 0 ? null : { replay: await db.routeReplay.findFirstOrThrow({ where: { id } }), lease };
  });
}

/** Tells how far it is and keeps the lease; null when it was cancelled or taken over. */
async function keep({ database, clock }: Platform, tenantId: string, id: string, held: Date, replayed: number): Promise<Date | null> {
  const lease = new Date(clock.now().getTime() + leaseMs);
  const { count } = await database.inTenant(tenantId, (db) =>
    db.routeReplay.updateMany({ where: { id, state: 'RUNNING', leaseUntil: held }, data: { leaseUntil: lease, replayed } }),
  );
  return count > 0 ? lease : null;
}

async function release({ database, clock }: Platform, tenantId: string, id: string, held: Date): Promise<void> {
  await database.inTenant(tenantId, (db) =>
    db.routeReplay.updateMany({ where: { id, state: 'RUNNING', leaseUntil: held }, data: { leaseUntil: clock.now() } }),
  );
}

type Position = { at: Date; id: string };
type EventPage = { events: ReplayEvent[]; last: { position: Position; read: number } | null };

type Row = Position & {
  alertId: string;
  name: string;
  reason: string;
  labels: Labels;
  severity: Severity;
  integrationOwnerId: string | null;
};

/** What each decision of the intake was for incidents; those that are not named here made and ended none. */
const effects: Record<string, ReplayEvent['effect']> = { new_alert: 'fires', fired_again: 'fires', severity_changed: 'revised', resolved: 'ends' };

/** The next events. An event tells the severity of its moment; labels are the alert's newest, which differ from those then only where a fingerprint leaves labels out. */
async function readPage({ database }: Platform, tenantId: string, { from, to }: RouteReplay, after: Position | null): Promise<EventPage> {
  const rows = await database.inTenant(tenantId, (db) => readRows(db, tenantId, from, to, after));
  const last = rows.at(-1);
  return {
    events: rows.flatMap(({ reason, ...row }): ReplayEvent[] => {
      const effect = effects[reason];
      return effect === undefined ? [] : [{ ...row, effect }];
    }),
    last: last ? { position: { at: last.at, id: last.id }, read: rows.length } : null,
  };
}

function readRows(db: IncidentsDb, tenantId: string, from: Date, to: Date, after: Position | null): Promise<Row[]> {
  return db.$queryRaw<Row[]>`
    SELECT e.at, e.id, e.alert_id AS "alertId", a.name, e.reason, a.labels, coalesce(e.facts->>'severity', a.severity::text) AS severity,
      i.owner_team_id AS "integrationOwnerId"
    FROM (
      SELECT at, id, alert_id, reason, facts FROM alert_event
      WHERE tenant_id = ${tenantId}::uuid AND at >= ${from} AND at < ${to}
        AND (at, id) > (${after?.at ?? new Date(0)}, ${after?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid)
      ORDER BY at, id LIMIT ${pageSize}::int
    ) e
    JOIN alert a ON a.tenant_id = ${tenantId}::uuid AND a.id = e.alert_id
    JOIN integration i ON i.tenant_id = a.tenant_id AND i.id = a.integration_id
    ORDER BY e.at, e.id`;
}
