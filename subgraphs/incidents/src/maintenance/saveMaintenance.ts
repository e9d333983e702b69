import { explainMatcher, formatMatchers, matchers } from '#contracts/matcher';
import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { type Platform, transact } from '#kit/transact';
import type { MaintenanceWindow } from '#prisma/generated/client';
import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';
import { markQuiet } from '../quiet/markQuiet.ts';
import { takeRow } from '../quiet/takeRow.ts';
import { readSchedule, recurrenceShape } from '../schedule/readSchedule.ts';
import { windowAt } from '../schedule/windowAt.ts';

const shape = z.object({
  name: z.string().trim().min(1, 'A maintenance window needs a name.').max(200),
  comment: z.string().trim().max(2_000).default(''),
  resourceIds: z.array(z.uuid()).max(1_000).default([]),
  /** On the resource's labels, its `kind` (HOST, POD, …) and its `name`. */
  matchers: matchers.default([]),
  includesChildren: z.boolean().default(true),
  startsAt: z.date().nullish(),
  endsAt: z.date(),
  recurrence: recurrenceShape.nullish(),
});

export type MaintenanceDraft = z.input<typeof shape>;

/** Plans work on resources, or changes the plan of this id. BAD_USER_INPUT, NOT_FOUND, or CONFLICT when it is over. */
export async function saveMaintenance(platform: Platform, caller: Caller, id: string | null, draft: MaintenanceDraft): Promise<MaintenanceWindow> {
  requirePermission(caller, 'maintenance:manage');
  const parsed = shape.safeParse(draft);
  if (!parsed.success) throw new AppError('BAD_USER_INPUT', z.prettifyError(parsed.error), { cause: parsed.error });
  const { startsAt, endsAt, recurrence, ...rest } = parsed.data;
  requireResources(rest);
  const { tenantId, personId } = caller;
  return transact(platform, caller, async (unit) => {
    const { db, now, audit } = unit;
    const before = id === null ? null : await takeMaintenance(db, tenantId, id);
    if (before && before.endsAt <= now) throw new AppError('CONFLICT', 'This maintenance is over. Plan another one.');
    const schedule = readSchedule({ startsAt: startsAt ?? before?.startsAt ?? now, endsAt, recurrence }, now);
    const window = windowAt(schedule, now) ?? { from: schedule.startsAt, until: schedule.endsAt };
    const row = { ...rest, ...schedule, windowStartsAt: window.from, windowEndsAt: window.until, updatedAt: now };
    const saved = before
      ? await db.maintenanceWindow.update({ where: { tenantId_id: { tenantId, id: before.id } }, data: row })
      : await db.maintenanceWindow.create({ data: { ...row, createdById: personId, createdAt: now } });
    audit({
      action: before ? 'maintenance.updated' : 'maintenance.created',
      subject: { kind: 'MaintenanceWindow', id: saved.id },
      ...(before && { before: facts(before) }),
      after: facts(saved),
    });
    await markQuiet(unit);
    return saved;
  });
}

/** Ends work now, or calls it off. NOT_FOUND, or CONFLICT when it is over already. */
export async function endMaintenance(platform: Platform, caller: Caller, id: string): Promise<MaintenanceWindow> {
  requirePermission(caller, 'maintenance:manage');
  const { tenantId } = caller;
  return transact(platform, caller, async (unit) => {
    const before = await takeMaintenance(unit.db, tenantId, id);
    const { now } = unit;
    if (before.endsAt <= now) throw new AppError('CONFLICT', 'This maintenance is over already.');
    const startsAt = before.startsAt < now ? before.startsAt : now;
    const ended = await unit.db.maintenanceWindow.update({
      where: { tenantId_id: { tenantId, id } },
      data: { startsAt, endsAt: now, windowStartsAt: startsAt, windowEndsAt: now, updatedAt: now },
    });
    unit.audit({ action: 'maintenance.ended', subject: { kind: 'MaintenanceWindow', id }, before: facts(before), after: facts(ended) });
    await markQuiet(unit);
    return ended;
  });
}

function requireResources({ resourceIds, matchers }: Pick<z.output<typeof shape>, 'resourceIds' | 'matchers'>): void {
  if (resourceIds.length + matchers.length === 0) throw new AppError('BAD_USER_INPUT', 'Name the resources: by id, or by matchers on their labels.');
  const refusal = matchers.map(explainMatcher).find((explanation) => explanation !== null);
  if (refusal) throw new AppError('BAD_USER_INPUT', refusal);
}

function facts({ name, comment, resourceIds, matchers: conditions, includesChildren, startsAt, endsAt, recurrence }: MaintenanceWindow) {
  const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), recurrence };
  return { name, comment, resourceIds, matchers: formatMatchers(matchers.parse(conditions)), includesChildren, ...times };
}

const takeMaintenance = (db: IncidentsDb, tenantId: string, id: string): Promise<MaintenanceWindow> =>
  takeRow(db, 'maintenance_window', 'maintenance window', tenantId, id, () =>
    db.maintenanceWindow.findUnique({ where: { tenantId_id: { tenantId, id } } }),
  );
