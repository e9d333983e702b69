import type { RunStatus } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { AutomationDb } from '../context.ts';

/** A run, as a mark in a row of them. */
export type RunMark = { id: string; status: RunStatus; createdAt: Date; seconds: number | null };

type Key = { playbookId: string; first: number };
type Row = { playbook_id: string; id: string; status: RunStatus; created_at: Date; seconds: number | null };

/** The last runs of playbooks, newest first, all of a list with one statement that reads no further than them; their definitions stay where they are. */
export function createLastRunsLoader(db: AutomationDb): DataLoader<Key, RunMark[], string> {
  return new DataLoader(
    async (keys) => {
      const most = Math.max(...keys.map(({ first }) => first));
      const rows = await db.$queryRaw<Row[]>`
        SELECT asked.playbook_id, last.* FROM unnest(${keys.map(({ playbookId }) => playbookId)}::uuid[]) AS asked(playbook_id)
        CROSS JOIN LATERAL (
          SELECT id, status, created_at, extract(epoch FROM finished_at - started_at)::float8 AS seconds
          FROM run WHERE run.playbook_id = asked.playbook_id ORDER BY created_at DESC, id DESC LIMIT ${most}
        ) AS last`;
      const ofPlaybook = Map.groupBy(rows, ({ playbook_id }) => playbook_id);
      return keys.map(({ playbookId, first }) => (ofPlaybook.get(playbookId) ?? []).slice(0, first).map(toMark));
    },
    { cacheKeyFn: ({ playbookId, first }) => `${playbookId}/${first}` },
  );
}

const toMark = ({ id, status, created_at: createdAt, seconds }: Row): RunMark => ({ id, status, createdAt, seconds });
