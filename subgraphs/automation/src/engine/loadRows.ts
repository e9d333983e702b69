import type { AutomationDb } from '../context.ts';
import type { StepState } from './plan/planRun.ts';

/** The steps of a run by their paths; with the latest output of those among `wanted` (ids of steps, or all). */
export async function loadRows(
  db: AutomationDb,
  run: { id: string; createdAt: Date },
  wanted: readonly string[] | 'all',
): Promise<Map<string, StepState>> {
  const steps = await db.runStep.findMany({ where: { runId: run.id }, orderBy: { number: 'asc' } });
  const rows = new Map<string, StepState>(steps.map((step) => [step.path, step]));
  const paths = steps.filter(({ id, status }) => ended.has(status) && (wanted === 'all' || wanted.includes(id))).map(({ path }) => path);
  if (paths.length === 0) return rows;
  // The run's age bounds the partitions that are read.
  const outputs = await db.runOutput.findMany({
    where: { runId: run.id, path: { in: paths }, at: { gte: run.createdAt } },
    orderBy: { at: 'asc' },
    select: { path: true, output: true },
  });
  for (const { path, output } of outputs) {
    const row = rows.get(path);
    if (row && output !== null) row.output = output;
  }
  return rows;
}

/** SKIPPED and CANCELLED steps gave nothing. */
const ended: ReadonlySet<string> = new Set(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABANDONED']);
