import type { Trigger } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { AutomationDb } from '../context.ts';
import type { TriggerActivityType } from './trigger.type.ts';

/** Batches what one request asks of triggers. */
export function createTriggerLoaders(db: AutomationDb) {
  return {
    trigger: new DataLoader<string, Trigger | null>(async (ids) => {
      const found = await db.trigger.findMany({ where: { id: { in: [...ids] } } });
      const byId = new Map(found.map((trigger) => [trigger.id, trigger]));
      return ids.map((id) => byId.get(id) ?? null);
    }),

    playbookName: new DataLoader<string, string>(async (ids) => {
      const found = await db.playbook.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
      const byId = new Map(found.map(({ id, name }) => [id, name]));
      return ids.map((id) => byId.get(id) ?? '');
    }),

    triggerActivity: new DataLoader<{ id: string; since: number }, TriggerActivityType, string>(
      async (keys) => {
        const ids = [...new Set(keys.map(({ id }) => id))];
        const since = new Date(Math.min(...keys.map(({ since }) => since)));
        const rows = await db.$queryRaw<(TriggerActivityType & { id: string })[]>`
          SELECT trigger_id AS id, count(*)::int AS shown, count(*) FILTER (WHERE matched)::int AS matched, count(run_id)::int AS started,
            max(at) FILTER (WHERE run_id IS NOT NULL) AS "lastStartedAt"
          FROM trigger_decision WHERE trigger_id = ANY(${ids}::uuid[]) AND at >= ${since} GROUP BY trigger_id`;
        const byId = new Map(rows.map((row) => [row.id, row]));
        return keys.map(({ id }) => byId.get(id) ?? { shown: 0, matched: 0, started: 0, lastStartedAt: null });
      },
      { cacheKeyFn: ({ id, since }) => `${id} ${since}` },
    ),
  };
}
