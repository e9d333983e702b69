import { systemActor, transact } from '#kit/transact';
import type { EventPayload } from '#contracts/events';
import type { NotifyPlatform } from '../context.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { startRuns } from './startRuns.ts';
import { stopRuns } from './stopRuns.ts';

type FinishedRun = Pick<EventPayload<'run.finished'>, 'runId' | 'incidentId' | 'status' | 'outcome' | 'playbookName' | 'escalates'>;

/** Ends of a run that leave the incident to people; one that was cancelled is somebody's own doing. */
const failures: readonly FinishedRun['status'][] = ['FAILED', 'TIMED_OUT', 'ABANDONED'];

/**
 * Tells of an incident anew, from the first step of its chains, when a run for it did not do what it should and its playbook says that people are to be called then. The run and its outcome stand in
 * the decision. An incident that calls for nobody, such as one that is acknowledged, gets its telling stopped with the reason. Heard again it changes nothing.
 */
export async function escalateFailedRun(
  platform: NotifyPlatform,
  tenantId: string,
  { runId, incidentId, status, outcome, playbookName, escalates }: FinishedRun,
): Promise<void> {
  if (escalates !== true || incidentId === null || !failures.includes(status)) return;
  await transact(platform, systemActor(tenantId), async (unit) => {
    const { db } = unit;
    await lockDispatch(db, incidentId);
    const [state] = await platform.incidents.read(db, [incidentId]);
    // One that was never announced is left to its announcement.
    if (!state || state.announcedAt === null) return;
    const told = await db.escalationRun.findMany({ where: { incidentId }, orderBy: { startedAt: 'asc' } });
    const heard = await db.escalationDecision.findFirst({
      where: { runId: { in: told.map(({ id }) => id) }, reason: 'run_failed', facts: { path: ['playbookRunId'], equals: runId } },
      select: { runId: true },
    });
    if (heard) return;
    const facts = { playbookRunId: runId, playbookName, outcome };
    const running = told.filter((each) => each.state === 'RUNNING');
    if (running.length > 0) await stopRuns(unit, incidentId, running, 'restarted', facts);
    await startRuns(unit, platform, state, 'run_failed', { facts });
  });
}
