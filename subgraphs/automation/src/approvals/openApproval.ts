import { incidentFacts } from '#contracts/events';
import { Prisma } from '#prisma/generated/client';
import type { AutomationUnit } from '../context.ts';

/** What a person is asked for, by a run that waits for it. */
export type AskedApproval = {
  runId: string;
  path: string;
  /** Of a policy, before the first step; of a step; or for values. */
  kind: 'policy' | 'approval' | 'input';
  message: string;
  count: number;
  teams: string[];
  /** When the engine itself ends the waiting. */
  expiresAt: Date;
  /** JSON Schema of the values, for `input`. */
  schema: Record<string, unknown> | null;
};

const kinds = { policy: 'POLICY', approval: 'STEP', input: 'INPUT' } as const;

/**
 * Asks people to agree, or for values, in the transaction in which the run begins to wait; notify tells them (`approval.asked`). Whoever takes their answer says so by
 * `finishWaiting`: SUCCEEDED, or FAILED with the outcome `rejected`; the output is `{ answers: [{ personId, at, note }] }`, or the values.
 */
export async function openApproval(unit: AutomationUnit, asked: AskedApproval): Promise<void> {
  const { db, now, emit, signal } = unit;
  const { runId, path, message, count: needed, teams, expiresAt, schema } = asked;
  const kind = kinds[asked.kind];
  const run = await db.run.findFirstOrThrow({ where: { id: runId } });
  const known = { playbookName: run.playbookName, causeLabel: run.causeLabel, requesterId: run.personId, message, needed, teams };
  const [approval] = await db.approval.createManyAndReturn({
    data: [
      {
        ...{ runId, path, kind, ...known, incidentId: run.incidentId, createdAt: now, expiresAt },
        schema: schema === null ? Prisma.DbNull : (schema as Prisma.InputJsonObject),
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!approval) return;
  emit('approval.asked', {
    ...{ approvalId: approval.id, runId, at: now.toISOString(), kind, ...known, expiresAt: expiresAt.toISOString() },
    incident: run.incident === null ? null : incidentFacts.parse(run.incident),
    causation: [...run.causation, runId].slice(-20),
  });
  signal('run', [runId]);
}
