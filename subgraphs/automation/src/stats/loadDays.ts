import { wallTimeOf } from '#kit/wallTime';
import DataLoader from 'dataloader';
import type { AutomationDb } from '../context.ts';
import { countedOutcomes } from './loadStats.ts';

/** What came of the runs of one day. */
export type PlaybookDay = {
  /** `2026-11-27` on the clocks of the zone. */
  day: string;
  runs: number;
  succeeded: number;
  failed: number;
  medianSeconds: number | null;
  savedMinutes: number;
};

type Key = { playbookId: string; days: number; timeZone: string };
type Row = { playbook_id: string; day: string; median_seconds: number | null } & Record<'runs' | 'succeeded' | 'failed' | 'saved_minutes', bigint>;

const cacheKeyFn = ({ playbookId, days, timeZone }: Key): string => `${playbookId}/${days}/${timeZone}`;

/** Runs of playbooks by the days of a time zone, the oldest first and today last, also those without a run; all playbooks of a list with one statement. */
export function createDaysLoader(db: AutomationDb, now: () => Date): DataLoader<Key, PlaybookDay[], string> {
  return new DataLoader(
    async (keys) => {
      const found = new Map<string, PlaybookDay[]>();
      for (const group of Map.groupBy(keys, ({ days, timeZone }) => `${days}/${timeZone}`).values()) {
        for (const [key, days] of await readGroup(db, now(), group)) found.set(key, days);
      }
      return keys.map((key) => found.get(cacheKeyFn(key)) ?? []);
    },
    { cacheKeyFn },
  );
}

async function readGroup(db: AutomationDb, now: Date, keys: readonly Key[]): Promise<[string, PlaybookDay[]][]> {
  const [{ days, timeZone } = { days: 1, timeZone: 'UTC' }] = keys;
  const rows = await db.$queryRaw<Row[]>`
    SELECT playbook_id, to_char(created_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day, ${countedOutcomes}
    FROM run WHERE playbook_id = ANY(${keys.map(({ playbookId }) => playbookId)}::uuid[])
      AND created_at >= ((${now}::timestamptz AT TIME ZONE ${timeZone})::date - ${days - 1}::int)::timestamp AT TIME ZONE ${timeZone}
    GROUP BY 1, 2`;
  const ofDay = new Map(rows.map((row) => [`${row.playbook_id}/${row.day}`, row]));
  const today = wallTimeOf(now, timeZone).getTime();
  const names = Array.from({ length: days }, (_, index) => new Date(today - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10));
  return keys.map((key) => [cacheKeyFn(key), names.map((day) => toDay(day, ofDay.get(`${key.playbookId}/${day}`)))]);
}

function toDay(day: string, row: Row | undefined): PlaybookDay {
  const { runs = 0, succeeded = 0, failed = 0, saved_minutes: saved = 0, median_seconds: median = null } = row ?? {};
  return {
    ...{ day, runs: Number(runs), succeeded: Number(succeeded), failed: Number(failed), savedMinutes: Number(saved) },
    medianSeconds: median === null ? null : Number(median),
  };
}
