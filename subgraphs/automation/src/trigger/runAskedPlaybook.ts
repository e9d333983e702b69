import type { EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';
import { executeRunTask } from '../run/run.task.ts';

/** Queues a run of the playbook that an escalation chain asks for, once for its key; nothing for a playbook that is not there any more. */
export function runAskedPlaybook(platform: AutomationPlatform, tenantId: string, asked: EventPayload<'escalation.playbookAsked'>): Promise<void> {
  const { incident, playbookId, chainName, dedupKey } = asked;
  return transact(platform, systemActor(tenantId), async ({ db, now, enqueue, signal }) => {
    const playbook = await db.playbook.findFirst({ where: { id: playbookId } });
    if (!playbook) return;
    const runs = await db.run.createManyAndReturn({
      data: [
        {
          ...{ incidentId: incident.id, triggerName: chainName, playbookId, playbookName: playbook.name, steps: playbook.steps ?? Prisma.JsonNull },
          ...{ incident, reason: 'escalation_step', facts: { chain: chainName }, createdAt: now, nextAt: now, dedupKey },
        },
      ],
      skipDuplicates: true,
      select: { id: true },
    });
    for (const { id } of runs) enqueue(executeRunTask, { runId: id });
    if (runs.length > 0) signal('incident', [incident.id]);
  });
}
