import { Prisma } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { AutomationDb } from '../context.ts';

/** How a playbook did within some days. */
export type PlaybookStats = {
  runs: number;
  succeeded: number;
  /** Failed, timed out or abandoned; not those that people cancelled. */
  failed: number;
  medianSeconds: number | null;
  p90Seconds: number | null;
  savedMinutes: number;
  helped: number;
  didNotHelp: number;
};

type Key = { playbookId: string; days: number };
type Row = { playbook_id: string } & Record<'runs' | 'succeeded' | 'failed' | 'saved_minutes' | 'helped' | 'did_not_help', bigint> &
  Record<'median_seconds' | 'p90_seconds', number | null>;

/** What is counted of runs. Seconds are those of runs that succeeded, from their beginning. */
export const countedOutcomes = Prisma.sql`count(*) AS runs,
  count(*) FILTER (WHERE status = 'SUCCEEDED') AS succeeded,
  count(*) FILTER (WHERE status IN ('FAILED', 'TIMED_OUT', 'ABANDONED')) AS failed,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at)) FILTER (WHERE status = 'SUCCEEDED') AS median_seconds,
  coalesce(sum((definition->>'savesMinutes')::int) FILTER (WHERE status = 'SUCCEEDED'), 0) AS saved_minutes`;

const none: PlaybookStats = { runs: 0, succeeded: 0, failed: 0, medianSeconds: null, p90Seconds: null, savedMinutes: 0, helped: 0, didNotHelp: 0 };

/** Counts the runs of playbooks, all of a list with one statement for each number of days. */
export function createStatsLoader(db: AutomationDb, now: () => Date): DataLoader<Key, PlaybookStats, string> {
  return new DataLoader(
    async (keys) => {
      const found = new Map<string, PlaybookStats>();
      for (const [days, group] of Map.groupBy(keys, (key) => key.days)) {
        const since = new Date(now().getTime() - days * 86_400_000);
        const rows = await db.$queryRaw<Row[]>`
          SELECT playbook_id, ${countedOutcomes},
            percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at)) FILTER (WHERE status = 'SUCCEEDED') AS p90_seconds,
            count(*) FILTER (WHERE helped) AS helped, count(*) FILTER (WHERE NOT helped) AS did_not_help
          FROM run WHERE playbook_id = ANY(${group.map(({ playbookId }) => playbookId)}::uuid[]) AND created_at >= ${since}
          GROUP BY playbook_id`;
        for (const row of rows) found.set(`${row.playbook_id}/${days}`, toStats(row));
      }
      return keys.map(({ playbookId, days }) => found.get(`${playbookId}/${days}`) ?? none);
    },
    { cacheKeyFn: ({ playbookId, days }) => `${playbookId}/${days}` },
  );
}

function toStats(row: Row): PlaybookStats {
  return {
    ...{ runs: Number(row.runs), succeeded: Number(row.succeeded), failed: Number(row.failed) },
    ...{
      medianSeconds: row.median_seconds === null ? null : Number(row.median_seconds),
      p90Seconds: row.p90_seconds === null ? null : Number(row.p90_seconds),
    },
    ...{ savedMinutes: Number(row.saved_minutes), helped: Number(row.helped), didNotHelp: Number(row.did_not_help) },
  };
}
