import type { IncidentFacts } from '#contracts/events';
import type { Unit } from '#kit/transact';
import { Prisma } from '#prisma/generated/client';
import { executeRunTask } from './run.task.ts';

type StartRequest = {
  playbook: { name: string } | { id: string };
  inputs: Record<string, unknown>;
  incident: IncidentFacts | null;
  event: { name: string; payload: unknown } | null;
  cause: {
    kind: 'trigger' | 'person' | 'escalation' | 'agent' | 'playbook' | 'webhook' | 'schedule';
    triggerId?: string;
    personId?: string;
    label: string;
    reason: string;
    facts: Record<string, unknown>;
  };
  causation: string[];
  idempotencyKey?: string;
};
type Started = { started: true; runId: string } | { started: false; reason: string; facts: Record<string, unknown> };

/** Queues a run. */
export async function startRun({ db, now, enqueue, signal }: Unit, request: StartRequest): Promise<Started> {
  const { incident, cause } = request;
  const playbook = await db.playbook.findFirst({ where: request.playbook });
  if (!playbook) return { started: false, reason: 'playbook_unknown', facts: {} };
  if (!incident) return { started: false, reason: 'no_incident', facts: {} };
  const [run] = await db.run.createManyAndReturn({
    data: [
      {
        ...{
          incidentId: incident.id,
          triggerName: cause.label,
          playbookId: playbook.id,
          playbookName: playbook.name,
          steps: playbook.steps ?? Prisma.JsonNull,
        },
        ...{ incident, reason: cause.reason, facts: cause.facts as Prisma.InputJsonObject, createdAt: now, nextAt: now },
        ...{ triggerId: cause.triggerId ?? null, dedupKey: request.idempotencyKey ?? null },
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!run) return { started: false, reason: 'started_before', facts: {} };
  enqueue(executeRunTask, { runId: run.id });
  signal('incident', [incident.id]);
  return { started: true, runId: run.id };
}
