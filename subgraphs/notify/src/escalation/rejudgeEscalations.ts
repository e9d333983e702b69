import type { Priority, Severity } from '#contracts/words';
import { systemActor, transact } from '#kit/transact';
import type { EscalationRun } from '#prisma/generated/client';
import type { NotifyPlatform } from '../context.ts';
import { endDelivery, type NotifyUnit } from '../delivery/endDelivery.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { lockAlarms } from '../notice/lockAlarms.ts';
import { matchPolicy } from '../policy/matchPolicy.ts';
import { plantPolicy } from '../policy/plantPolicy.ts';
import { readPolicy } from '../policy/readPolicy.ts';
import { judgeRun } from './judgeRun.ts';
import { type Change, isWorse, judgeWay } from './judgeWay.ts';
import { ofRun } from './judgeDeliveries.ts';
import { startRuns, waysOf } from './startRuns.ts';
import { writeDecisions } from './writeDecisions.ts';

/** What an incident was before it changed; only what changed. */
export type Before = { severity?: Severity; priority?: Priority | null };

/**
 * Asks the policy anew when the severity, the priority or the owner of an announced incident was changed: chains that it names now begin, one that became important begins as such, and
 * what it names no more stops. Changes of the policy itself touch no run; this is a change of what the policy is asked about. While nobody is to be told – somebody has it, it sleeps – nothing
 * is done: what begins the telling again asks the policy then.
 */
export function rejudgeEscalations(platform: NotifyPlatform, tenantId: string, incidentId: string, change: Change, before: Before): Promise<void> {
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now } = unit;
    await lockDispatch(db, incidentId);
    const [state] = await platform.incidents.read(db, [incidentId]);
    const policy = await readPolicy(db);
    if (!state || !policy || state.announcedAt === null || judgeRun(state, now)) return;
    const { facts, priority, ownerTeamId } = state;
    const subject = { labels: facts.labels, severity: facts.severity, priority, ownerTeamId };
    const ways = waysOf(matchPolicy(plantPolicy(policy.draft), subject));
    const past = await db.escalationRun.findMany({ where: { incidentId }, orderBy: [{ startedAt: 'asc' }, { id: 'asc' }] });
    const worse = isWorse(before, { severity: facts.severity, priority });

    const begins = new Set<string>();
    for (const key of new Set([...ways.map(({ key }) => key), ...past.map(({ chainKey }) => chainKey)])) {
      const ofKey = past.filter(({ chainKey }) => chainKey === key);
      const verdict = judgeWay({ wanted: ways.find((way) => way.key === key)?.importance ?? null, past: ofKey, isWorse: worse });
      const running = ofKey.find(({ state }) => state === 'RUNNING');
      if (verdict === 'start' || verdict === 'renew') begins.add(key);
      if (running && (verdict === 'end' || verdict === 'renew')) await supersede(unit, running, change);
      if (running && verdict === 'keep') {
        await writeDecisions(unit, [
          { runId: running.id, round: running.round, step: null, kind: 'rejudged', reason: change, facts: { because: 'still_named' } },
        ]);
      }
    }
    if (begins.size > 0) await startRuns(unit, platform, state, change, { only: begins });
    unit.signal('incident', [incidentId]);
  });
}

/** Ends one run and what is its own: its pages, and the alarms that nobody has sent. Other runs of the incident go on. */
async function supersede(unit: NotifyUnit, run: EscalationRun, change: Change): Promise<void> {
  const { db, now } = unit;
  const stopped = { state: 'STOPPED', reason: 'superseded', nextAt: null, endedAt: now } as const;
  await db.escalationRun.updateMany({ where: { id: run.id }, data: stopped });
  await db.page.updateMany({ where: { runId: run.id, state: 'RUNNING' }, data: stopped });
  await writeDecisions(unit, [{ runId: run.id, round: run.round, step: null, kind: 'stopped', reason: 'superseded', facts: { because: change } }]);
  for (const alarm of await lockAlarms(db, run.incidentId)) {
    if (ofRun.safeParse(alarm.cause).data?.runId !== run.id) continue;
    if (alarm.status === 'PENDING') await endDelivery(unit, alarm, { status: 'CANCELLED', outcome: 'escalation_stopped' });
    if (alarm.status === 'SENDING')
      await db.delivery.update({
        where: { tenantId_id: { tenantId: alarm.tenantId, id: alarm.id } },
        data: { cancelOutcome: 'escalation_stopped' },
      });
  }
}
