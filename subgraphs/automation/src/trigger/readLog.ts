import { beyond, type Page, type PageArgs, readPage, timePosition } from '#kit/page';
import type { Prisma, TriggerDecision, TriggerEvent } from '#prisma/generated/client';
import { z } from 'zod';
import { AppError } from '#kit/errors';
import type { AutomationDb } from '../context.ts';
import type { TriggerDecisionFilter, TriggerEventFilter } from './trigger.type.ts';

const newestFirst = [{ at: 'desc' as const }, { id: 'desc' as const }];

/** A page of what happened, newest first. */
export function readEventPage(db: AutomationDb, args: PageArgs, { name, incidentId, triggerId }: TriggerEventFilter): Promise<Page<TriggerEvent>> {
  const where: Prisma.TriggerEventWhereInput = { ...(name && { name }), ...idOf({ incidentId }), ...idOf({ triggerId }) };
  return readPage<TriggerEvent, [string, string]>(args, {
    position: ({ at, id }) => [at.toISOString(), id],
    shape: timePosition,
    read: ({ after, take }) => db.triggerEvent.findMany({ where: { AND: [where, beyond('at', after, 'desc')] }, orderBy: newestFirst, take }),
    count: (take) => db.triggerEvent.count({ where, take }),
  });
}

const decisionPosition = z.tuple([z.iso.datetime(), z.uuid(), z.uuid()]);

/** A page of decisions, newest first. */
export function readDecisionPage(db: AutomationDb, args: PageArgs, filter: TriggerDecisionFilter): Promise<Page<TriggerDecision>> {
  const { triggerId, eventId, incidentId, matched, started, reasons, since, until } = filter;
  if (reasons && reasons.length > 20) throw new AppError('BAD_USER_INPUT', 'reasons: at most 20.');
  const where: Prisma.TriggerDecisionWhereInput = {
    ...idOf({ triggerId }),
    ...idOf({ eventId }),
    ...idOf({ subjectId: incidentId }),
    ...(matched != null && { matched }),
    ...(started != null && { runId: started ? { not: null } : null }),
    ...(reasons && reasons.length > 0 && { OR: [{ reason: { in: reasons } }, { notStarted: { in: reasons } }] }),
    ...((since || until) && { at: { ...(since && { gte: since }), ...(until && { lt: until }) } }),
  };
  return readPage<TriggerDecision, [string, string, string]>(args, {
    position: ({ at, triggerId, eventId }) => [at.toISOString(), triggerId, eventId],
    shape: decisionPosition,
    read: ({ after, take }) =>
      db.triggerDecision.findMany({
        where: { AND: [where, after ? past(after) : {}] },
        orderBy: [{ at: 'desc' }, { triggerId: 'asc' }, { eventId: 'asc' }],
        take,
      }),
    count: (take) => db.triggerDecision.count({ where, take }),
  });
}

function past([time, triggerId, eventId]: [string, string, string]): Prisma.TriggerDecisionWhereInput {
  const at = new Date(time);
  return { OR: [{ at: { lt: at } }, { at, triggerId: { gt: triggerId } }, { at, triggerId, eventId: { gt: eventId } }] };
}

/** A condition on an id: none where it is not given, and one that nothing meets where it is no id. */
function idOf<Name extends string>(given: Record<Name, string | null | undefined>): Partial<Record<Name, string>> {
  const [[name, value]] = Object.entries<string | null | undefined>(given) as [[Name, string | null | undefined]];
  if (value == null) return {};
  return { [name]: z.guid().safeParse(value).success ? value : '00000000-0000-0000-0000-000000000000' } as Partial<Record<Name, string>>;
}
