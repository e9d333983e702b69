import type { IncidentFacts } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { AutomationDb, AutomationPlatform } from '../context.ts';
import { executeRunTask } from '../run/run.task.ts';
import { judgeTrigger } from './judgeTrigger.ts';

/**
 * Shows an opened incident to every trigger, keeps each decision, matches and non-matches alike, and queues a run for each match. A run carries the
 * playbook's steps and the incident as they are now, so that a later change does not change what is under way. A decision's time is that of
 * the opening, which makes it one row however often the job runs.
 */
export function runAutomations(platform: AutomationPlatform, tenantId: string, incident: IncidentFacts): Promise<void> {
  return transact(platform, systemActor(tenantId), async ({ db, now, emit, enqueue, signal }) => {
    const judged = (await findTriggers(db)).map((trigger) => ({ trigger, judgement: judgeTrigger(trigger.matchers, incident) }));
    const at = new Date(incident.openedAt);
    const recorded = await db.triggerDecision.createManyAndReturn({
      data: judged.map(({ trigger, judgement: { matched, reason, facts } }) => ({
        at,
        triggerId: trigger.id,
        subjectId: incident.id,
        event,
        matched,
        reason,
        facts: facts as Prisma.InputJsonObject,
      })),
      skipDuplicates: true,
      select: { triggerId: true },
    });
    const isNew = new Set(recorded.map(({ triggerId }) => triggerId));
    const fresh = judged.filter(({ trigger }) => isNew.has(trigger.id));

    for (const { trigger, judgement } of fresh.filter(({ judgement }) => !judgement.matched)) {
      const { reason, facts } = judgement;
      emit('trigger.declined', {
        incidentId: incident.id,
        at: now.toISOString(),
        triggerId: trigger.id,
        triggerName: trigger.name,
        decision: { reason, facts },
      });
    }
    const runs = await db.run.createManyAndReturn({
      data: fresh
        .filter(({ judgement }) => judgement.matched)
        .map(({ trigger, judgement: { reason, facts } }) => ({
          incidentId: incident.id,
          triggerId: trigger.id,
          triggerName: trigger.name,
          playbookId: trigger.playbook.id,
          playbookName: trigger.playbook.name,
          steps: trigger.playbook.steps ?? Prisma.JsonNull,
          incident,
          reason,
          facts: facts as Prisma.InputJsonObject,
          createdAt: now,
          nextAt: now,
        })),
      skipDuplicates: true,
      select: { id: true },
    });
    for (const { id } of runs) enqueue(executeRunTask, { runId: id });
    if (runs.length > 0) signal('incident', [incident.id]);
  });
}

const event = 'incident.opened';

function findTriggers(db: AutomationDb) {
  return db.trigger.findMany({ where: { enabled: true, event }, include: { playbook: true }, orderBy: { id: 'asc' } });
}
