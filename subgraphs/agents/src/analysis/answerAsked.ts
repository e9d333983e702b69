import type { EventPayload } from '#contracts/events';
import type { LineageQuery } from '#graph/lineage';
import { type Platform, systemActor, transact } from '#kit/transact';
import { rankSuspects } from './rankSuspects.ts';

/** Ranks the suspects of an incident for a step of a playbook that waits for them, from the lineage as it stands now; the insight itself is kept by its own rules. */
export async function answerAsked(
  platform: Platform & { lineage: LineageQuery },
  tenantId: string,
  { step, incidentId }: EventPayload<'step.analysisAsked'>,
): Promise<void> {
  const root = { kind: 'INCIDENT' as const, id: incidentId };
  const walk = await platform.lineage.walk({ tenantId, root, direction: 'UPSTREAM', depth: 5, limit: 4_000, isFresh: true });
  const { verdict, summary, suspects } = rankSuspects(walk);
  await transact(platform, systemActor(tenantId), async ({ now, emit }) => {
    const output = { verdict, summary, suspects: suspects.map(({ kind, id, label, score }) => ({ kind, id, label, score })) };
    emit('step.answered', { step, at: now.toISOString(), outcome: 'succeeded', error: null, output });
  });
}
