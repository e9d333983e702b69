import type { EscalationRun } from '#prisma/generated/client';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { CancelOutcome } from '../delivery/outcomes.ts';
import { cancelNotices } from '../notice/cancelNotices.ts';
import type { StopReason } from './judgeRun.ts';
import { writeDecisions } from './writeDecisions.ts';

export type RunEnd = StopReason | 'stopped_by_hand' | 'restarted';

/** How what still waits to be sent ends with a run. */
export const callsOff: Record<RunEnd, CancelOutcome> = {
  acknowledged: 'acknowledged_first',
  resolved: 'resolved_first',
  incident_gone: 'resolved_first',
  merged: 'merged_first',
  snoozed: 'snoozed',
  quiet: 'silenced',
  stopped_by_hand: 'escalation_stopped',
  restarted: 'escalation_stopped',
};

/**
 * Stops what runs of one incident, its pages, those of runs that are through included, and calls off what they have decided and nobody has sent. One attempt that is in hand runs to its end: no more than
 * that goes out afterwards. The caller holds the incident's dispatch lock.
 */
export async function stopRuns(
  unit: NotifyUnit,
  incidentId: string,
  runs: readonly EscalationRun[],
  reason: RunEnd,
  facts: Record<string, unknown> = {},
): Promise<void> {
  const { db, now, signal } = unit;
  const ids = runs.map(({ id }) => id);
  const stopped = { state: 'STOPPED', reason, nextAt: null, endedAt: now } as const;
  await db.escalationRun.updateMany({ where: { id: { in: ids }, state: 'RUNNING' }, data: stopped });
  await db.page.updateMany({ where: { incidentId, state: 'RUNNING', event: 'opened' }, data: stopped });
  await writeDecisions(
    unit,
    runs.map(({ id, round }) => ({ runId: id, round, step: null, kind: 'stopped', reason, facts })),
  );
  // A resolution is told in the conversations that were begun, which its own dispatch sees to, openings that wait included.
  if (reason !== 'resolved') await cancelNotices(unit, incidentId, callsOff[reason]);
  signal('incident', [incidentId]);
}
