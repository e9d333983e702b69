import { defineTask } from '#kit/task';
import { z } from 'zod';
import type { IncidentsUnit } from '../context.ts';

/** Judges a tenant's open incidents anew. */
export const judgeQuietTask = defineTask('judgeQuiet', z.object({}));

/**
 * Says that something has changed by which quiet is judged: the tenant's clock is due now, and a job wakes the judge at once. Many changes before it
 * wakes are one judging.
 */
export async function markQuiet(unit: IncidentsUnit): Promise<void> {
  await setClock(unit);
  unit.enqueue(judgeQuietTask, {});
}

/** The same without the job, for changes that may wait for the sweep, a few seconds. */
export async function setClock({ db, now }: Pick<IncidentsUnit, 'db' | 'now'>): Promise<void> {
  await db.$executeRaw`
    INSERT INTO quiet_clock AS c (marked, judge_at) VALUES (1, ${now})
    ON CONFLICT (tenant_id) DO UPDATE SET marked = c.marked + 1, judge_at = least(c.judge_at, excluded.judge_at)`;
}
