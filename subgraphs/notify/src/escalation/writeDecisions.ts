import type { NotifyUnit } from '../delivery/endDelivery.ts';

/** What a step did, or why it did nothing. */
export type NewDecision = {
  runId: string;
  round: number;
  /** Place of the step in the chain, from 0; null for what is about the run as a whole. */
  step: number | null;
  kind: string;
  pageId?: string;
  reason: string;
  facts: Record<string, unknown>;
};

/** Appends decisions to those of their runs, numbered after those that are there. Whoever writes holds the dispatch locks of the runs' incidents. */
export async function writeDecisions({ db, now }: NotifyUnit, decisions: readonly NewDecision[]): Promise<void> {
  if (decisions.length === 0) return;
  const ofRun = Map.groupBy(decisions, ({ runId }) => runId);
  const counts = [...ofRun].map(([id, its]) => ({ id, count: its.length }));
  const counted = await db.$queryRaw<{ id: string; decisions: number }[]>`
    UPDATE escalation_run r SET decisions = r.decisions + more.count
    FROM jsonb_to_recordset(${JSON.stringify(counts)}::jsonb) AS more(id uuid, count int) WHERE r.id = more.id
    RETURNING r.id, r.decisions`;
  const lastOf = new Map(counted.map(({ id, decisions: last }) => [id, last]));
  const rows = [...ofRun].flatMap(([runId, its]) => {
    const first = (lastOf.get(runId) ?? its.length) - its.length + 1;
    return its.map(({ round, step, kind, pageId = null, reason, facts }, index) => ({
      ...{ run_id: runId, number: first + index, round, step, kind, page_id: pageId, reason, facts },
    }));
  });
  await db.$executeRaw`
    INSERT INTO escalation_decision (at, run_id, number, round, step, kind, page_id, reason, facts)
    SELECT ${now}, run_id, number, round, step, kind, page_id, reason, facts
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS d(run_id uuid, number int, round int, step int, kind text, page_id uuid, reason text, facts jsonb)`;
}
