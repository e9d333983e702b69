import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../journeys/ask.ts';
import type { AutomationFault, Standing } from './faults.ts';
import type { AutomationWorld, SeenRun } from './world.ts';

/** What came of a fault for what stood in one state. */
export type StandingOutcome = {
  id: string;
  title: string;
  /** What should have been done and was not. */
  lost: number;
  /** What was done oftener than it may be. */
  twice: number;
  /** Seconds from the end of the fault to the end of the run, or from when it was due. */
  resumedAfter: number;
  /** What else is not as it should be. */
  findings: string[];
};

const over = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'TIMED_OUT', 'ABANDONED'];

/** Puts runs into their states, lets something go wrong, and counts what was done in the end. `seed` chooses the moment. */
export async function runAutomationFault(world: AutomationWorld, fault: AutomationFault, seed: number): Promise<StandingOutcome[]> {
  const mark = `f${seed % 1_000_000}-${fault.ids[0]?.toLowerCase()}`;
  const standing = await fault.prepare(world, mark);
  const ids = standing.map(({ runId }) => runId);
  const find = (runs: SeenRun[], { runId }: Standing) => runs.find(({ id }) => id === runId);
  if (fault.strike) {
    await eventually('every state', async () => {
      const seen = await world.see(ids);
      return standing.every((each) => find(seen, each)?.status === each.stands);
    });
    // Somewhere between two signs of life.
    await pause(seed % 4_000);
  }
  await fault.strike?.(world, mark);
  const struckAt = Date.now();
  await fault.then?.(world, standing);
  const ends = await eventually(
    'every end',
    async () => {
      const seen = await world.see(ids);
      return seen.length === ids.length && seen.every(({ status }) => over.includes(status)) && seen;
    },
    120,
  );
  // What would come twice may still come.
  await pause(500);
  const findings = (await fault.look?.(world, mark, ends, standing)) ?? [];
  return standing
    .filter(({ id }) => id !== '')
    .map((each, index) => {
      const { id, title, counts, dueAt = 0 } = each;
      const run = find(ends, each);
      const sum = (of: (count: Standing['counts'][string]) => number) =>
        Object.values(counts).reduce((total, count) => total + Math.max(0, of(count)), 0);
      const isRight = run?.status === each.ends && (each.outcome === undefined || run.outcome === each.outcome);
      return {
        ...{ id, title: `${fault.title}: ${title}` },
        lost: sum(({ times, least }) => least - times()),
        twice: sum(({ times, most }) => times() - most),
        resumedAfter: Math.max(0, Date.parse(run?.finishedAt ?? '') - Math.max(struckAt, dueAt)) / 1_000,
        findings: [
          ...(isRight ? [] : [`${id} ended as ${run?.status} ${run?.outcome}: ${JSON.stringify(run?.steps)}`]),
          ...(index === 0 ? findings : []),
        ],
      };
    });
}
