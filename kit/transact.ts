import type { AuditAction } from '#contracts/audit';
import { events, type EventName, type EventPayload } from '#contracts/events';
import type { LiveSignal } from '#contracts/live';
import type { Prisma } from '#prisma/generated/client';
import type { Caller } from './caller.ts';
import type { Clock } from './clock.ts';
import type { Live } from './live.ts';
import type { Log } from './log.ts';
import type { NewJob, Queue } from './queue.ts';
import { followerTask, type Task } from './task.ts';
import type { Database, TenantDb } from './tenant.ts';

/** What every subgraph is given to work with. */
export type Platform = { database: Database; queue: Queue; live: Live; clock: Clock; log: Log };

/** On whose behalf a transaction runs: a caller, or the platform itself inside a tenant. */
export type Actor = Pick<Caller, 'tenantId' | 'personId'> & { via: Caller['via'] | 'SYSTEM' };

export const systemActor = (tenantId: string): Actor => ({ tenantId, personId: null, via: 'SYSTEM' });

type AuditRecord = {
  action: AuditAction;
  subject: { kind: string; id: string };
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
};

/** One transaction: rows, audit and jobs commit together or not at all; live signals go out after the commit. */
export type Unit<Db = TenantDb> = {
  db: Db;
  /** The transaction's time; every row of one transaction carries the same. */
  now: Date;
  /** Inserts one job for each follower of the event. */
  emit: <Name extends EventName>(event: Name, payload: EventPayload<Name>) => void;
  /** Inserts a job of a task; `startAfter` delays it. */
  enqueue: <Payload>(task: Task<Payload>, payload: Payload, options?: Pick<NewJob, 'startAfter'>) => void;
  audit: (record: AuditRecord) => void;
  /** Tells watching pages, after the commit, that these rows changed. */
  signal: (type: LiveSignal['type'], ids: string[]) => void;
};

export async function transact<T>(platform: Platform, actor: Actor, work: (unit: Unit) => Promise<T>): Promise<T> {
  const { tenantId } = actor;
  const signals: LiveSignal[] = [];

  const result = await platform.database.inTenant(tenantId, async (db, at) => {
    const now = platform.clock.followsDatabase ? at : platform.clock.now();
    const jobs: NewJob[] = [];
    const audits: AuditRecord[] = [];
    const result = await work({
      db,
      now,
      emit: (event, payload) => {
        const checked = events[event].payload.parse(payload);
        for (const follower of events[event].followers) jobs.push({ task: followerTask(event, follower), tenantId, payload: checked, at: now });
      },
      enqueue: (task, payload, options) => jobs.push({ task: task, tenantId, payload, ...options }),
      audit: (record) => audits.push(record),
      signal: (type, ids) => {
        if (ids.length > 0) signals.push({ tenantId, type, ids });
      },
    });
    if (audits.length > 0) {
      await db.auditEntry.createMany({
        data: audits.map(({ subject, ...record }) => ({
          ...record,
          at: now,
          actorId: actor.personId,
          via: actor.via,
          subjectKind: subject.kind,
          subjectId: subject.id,
        })),
      });
    }
    await platform.queue.insertIn(db, jobs);
    return result;
  });

  await platform.live.publish(signals);
  return result;
}
