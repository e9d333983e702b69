import type { EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { Prisma } from '#prisma/generated/client';
import type { AutomationPlatform } from '../../context.ts';
import { finishWaiting } from '../../engine/finishWaiting.ts';

/** Ends the step that waits for another subgraph, by what that answers; a late or second answer changes nothing. */
export async function takeStepAnswer(
  platform: AutomationPlatform,
  tenantId: string,
  { step: { runId, path, fence }, outcome, error, output }: EventPayload<'step.answered'>,
): Promise<void> {
  const status = outcome === 'succeeded' ? ('SUCCEEDED' as const) : ('FAILED' as const);
  await transact(platform, systemActor(tenantId), (unit) =>
    finishWaiting(unit, { runId, path, fence }, { status, outcome, error, output: output as Prisma.InputJsonObject | null }),
  );
}
