import type { EventName, EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { ActionEnd, ActionMeans, StepRef } from '../actionKinds.ts';

type Asking = Extract<EventName, 'step.noticeAsked' | 'step.silenceAsked' | 'step.analysisAsked'>;

/**
 * Asks another subgraph for what a step does, by an event, and lets the step wait for `step.answered`. Asked twice, because its worker was lost, it is asked under the same key,
 * by which the other side does it once.
 */
export async function askOther<Name extends Asking>(
  platform: ActionMeans,
  name: Name,
  { tenantId, runId, path, fence, idempotencyKey }: StepRef,
  payload: Omit<EventPayload<Name>, 'step' | 'at' | 'causation'>,
): Promise<ActionEnd> {
  await transact(platform, systemActor(tenantId), async ({ db, now, emit }) => {
    const { causation } = await db.run.findFirstOrThrow({ where: { id: runId }, select: { causation: true } });
    const step = { runId, path, fence, key: idempotencyKey };
    emit(name, { ...payload, step, at: now.toISOString(), causation: [...causation, runId].slice(-20) } as unknown as EventPayload<Name>);
  });
  return { status: 'WAITING' };
}
