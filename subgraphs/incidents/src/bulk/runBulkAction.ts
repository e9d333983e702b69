import type { Caller } from '#kit/caller';
import { toAppError } from '#kit/errors';
import type { TenantDb } from '#kit/tenant';
import type { Platform } from '#kit/transact';
import type { BulkAction, BulkOutcome, Prisma } from '#prisma/generated/client';
import { type Attempt, type BulkVerb, bulkVerb } from './bulkVerbs.ts';

/** Incidents between two looks at the clock and at whether somebody cancelled. */
const batchSize = 40;
/** Verbs at once: they lock different incidents, and few connections are for jobs. */
const atOnce = 4;
/** How long a worker may be silent before another takes over; a batch takes a second. */
const leaseMs = 60_000;

type Item = { incidentId: string; attemptedBefore: Date | null; given: Prisma.JsonValue; before: Prisma.JsonValue };
type Ended = { incidentId: string; outcome: BulkOutcome; reason: string | null };

/**
 * Does a bulk action, or what is left of it. One worker has it at a time; it can die at any moment, and the next goes on: an incident whose verb was
 * committed but not noted is recognised by what the incident itself says. Returns without a word when there is nothing to do.
 */
export async function runBulkAction(platform: Platform, tenantId: string, bulkActionId: string, signal: AbortSignal): Promise<void> {
  for (let lease = await take(platform, tenantId, bulkActionId, null); lease !== null; lease = await take(platform, tenantId, bulkActionId, lease)) {
    if (signal.aborted) return release(platform, tenantId, bulkActionId);
    const { action, items } = await nextItems(platform, tenantId, bulkActionId);
    if (items.length === 0) return finish(platform, tenantId, bulkActionId);
    const ended: Ended[] = [];
    const failures: unknown[] = [];
    for (let at = 0; at < items.length && failures.length === 0; at += atOnce) {
      const outcomes = await Promise.allSettled(items.slice(at, at + atOnce).map((item) => actOn(platform, tenantId, action, item)));
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') ended.push(outcome.value);
        else failures.push(outcome.reason);
      }
    }
    await note(platform, tenantId, bulkActionId, ended);
    if (failures.length > 0) throw failures[0];
  }
}

/** Takes, or keeps, the action for a while; null when it is over, or another worker's. The lease is its own fence: whoever lost it cannot renew it. */
async function take({ database, clock }: Platform, tenantId: string, id: string, held: Date | null): Promise<Date | null> {
  const now = clock.now();
  const until = new Date(now.getTime() + leaseMs);
  const { count } = await database.inTenant(tenantId, (db) =>
    db.bulkAction.updateMany({
      where: { id, state: 'RUNNING', leaseUntil: held ?? { lte: now } },
      data: { leaseUntil: until },
    }),
  );
  return count > 0 ? until : null;
}

/** The next items, marked as attempted before anything is done to them. */
async function nextItems({ database, clock }: Platform, tenantId: string, id: string): Promise<{ action: BulkAction; items: Item[] }> {
  return database.inTenant(tenantId, async (db) => {
    const action = await db.bulkAction.findFirstOrThrow({ where: { id } });
    const items = await db.$queryRaw<Item[]>`
      WITH next AS (
        SELECT incident_id, attempted_at, given, before FROM bulk_item
        WHERE bulk_action_id = ${id}::uuid AND outcome IS NULL ORDER BY incident_id LIMIT ${batchSize}::int
      )
      UPDATE bulk_item i SET attempted_at = coalesce(next.attempted_at, ${clock.now()})
      FROM next WHERE i.bulk_action_id = ${id}::uuid AND i.incident_id = next.incident_id
      RETURNING i.incident_id AS "incidentId", next.attempted_at AS "attemptedBefore", next.given, next.before`;
    await rememberBefore(db, action, items);
    return { action, items };
  });
}

/** Writes down what would put each incident back, once, before the first attempt at it. */
async function rememberBefore(db: TenantDb, action: BulkAction, items: readonly Item[]): Promise<void> {
  const { before } = bulkVerb(action.verb);
  const fresh = items.filter((item) => item.before === null);
  if (before === undefined || fresh.length === 0) return;
  const incidents = await db.incident.findMany({ where: { id: { in: fresh.map(({ incidentId }) => incidentId) } } });
  const givenOf = new Map(fresh.map((item) => [item.incidentId, item.given]));
  await db.$executeRaw`
    UPDATE bulk_item i SET before = b.before::jsonb
    FROM unnest(
      ${incidents.map(({ id }) => id)}::uuid[],
      ${incidents.map((incident) => JSON.stringify(before(incident, givenOf.get(incident.id) ?? action.arguments)))}::text[]
    ) AS b(id, before)
    WHERE i.bulk_action_id = ${action.id}::uuid AND i.incident_id = b.id`;
}

async function actOn(platform: Platform, tenantId: string, action: BulkAction, item: Item): Promise<Ended> {
  const { incidentId, attemptedBefore } = item;
  const given = item.given ?? action.arguments;
  const verb = bulkVerb(action.verb);
  const caller = action.caller as Caller;
  try {
    await verb.act(platform, caller, incidentId, given);
    return { incidentId, outcome: 'DONE', reason: null };
  } catch (thrown) {
    const error = toAppError(thrown);
    // Not this incident's fault: the job is tried again, and the sweep after that.
    if (error.code === 'UNAVAILABLE' || error.code === 'TIMEOUT') throw error;
    if (error.code === 'INTERNAL') platform.log.error({ err: thrown, tenantId, incidentId, bulkActionId: action.id }, 'bulk action');
    if (error.code !== 'CONFLICT') return { incidentId, outcome: 'FAILED', reason: `${error.code}: ${error.message}` };
    const wasDone =
      attemptedBefore !== null && (await isDone(platform, tenantId, verb, item, given, { personId: caller.personId, since: attemptedBefore }));
    return wasDone ? { incidentId, outcome: 'DONE', reason: null } : { incidentId, outcome: 'SKIPPED', reason: reasonOf(error.message) };
  }
}

async function isDone(
  { database }: Platform,
  tenantId: string,
  verb: BulkVerb<unknown>,
  { incidentId }: Item,
  given: Prisma.JsonValue,
  attempt: Attempt,
): Promise<boolean> {
  const incident = await database.inTenant(tenantId, (db) => db.incident.findFirst({ where: { id: incidentId } }));
  return incident !== null && verb.wasDone(incident, attempt, given);
}

/** Refusals name the incident; without its number the same refusal is one reason for many. */
function reasonOf(message: string): string {
  return message.replace(/( of)? incident \d+/, '');
}

async function note({ database }: Platform, tenantId: string, id: string, ended: readonly Ended[]): Promise<void> {
  await database.inTenant(
    tenantId,
    (db) => db.$executeRaw`
      UPDATE bulk_item i SET outcome = e.outcome::"BulkOutcome", reason = e.reason
      FROM unnest(
        ${ended.map(({ incidentId }) => incidentId)}::uuid[],
        ${ended.map(({ outcome }) => outcome)}::text[],
        ${ended.map(({ reason }) => reason)}::text[]
      ) AS e(incident_id, outcome, reason)
      WHERE i.bulk_action_id = ${id}::uuid AND i.incident_id = e.incident_id`,
  );
}

async function finish({ database, clock }: Platform, tenantId: string, id: string): Promise<void> {
  await database.inTenant(tenantId, (db) =>
    db.bulkAction.updateMany({ where: { id, state: 'RUNNING' }, data: { state: 'DONE', finishedAt: clock.now(), leaseUntil: null } }),
  );
}

async function release({ database, clock }: Platform, tenantId: string, id: string): Promise<void> {
  await database.inTenant(tenantId, (db) => db.bulkAction.updateMany({ where: { id, state: 'RUNNING' }, data: { leaseUntil: clock.now() } }));
}
