import { beyond, countLimit, type TimePosition } from '#kit/page';
import type { Playbook, Run, RunDecision, RunOutput, RunStep } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { AutomationDb } from '../context.ts';
import type { N8nExecutionType } from '../n8n/n8n.type.ts';
import { keptExecution } from '../n8n/readExecution.ts';

/** A step of a run as it stands, with what its last attempt was given and gave back. */
export type ListedStep = RunStep & { position: number; input: unknown; output: unknown; execution: N8nExecutionType | null };

/** A page of one incident's runs, newest first. */
type PageKey = { incidentId: string; after: TimePosition | null; take: number };

/** Batches what one request asks for, so that a list of incidents costs as many statements as one incident. */
export function createLoaders(db: AutomationDb) {
  return {
    run: new DataLoader<string, Run | null>(async (ids) => {
      const found = await db.run.findMany({ where: { id: { in: [...ids] } } });
      const byId = new Map(found.map((run) => [run.id, run]));
      return ids.map((id) => byId.get(id) ?? null);
    }),

    playbook: new DataLoader<string, Playbook | null>(async (ids) => {
      const found = await db.playbook.findMany({ where: { id: { in: [...ids] } } });
      const byId = new Map(found.map((playbook) => [playbook.id, playbook]));
      return ids.map((id) => byId.get(id) ?? null);
    }),

    ofIncident: new DataLoader<PageKey, Run[], string>((keys) => loadPages(db, keys), {
      cacheKeyFn: (key) => JSON.stringify([key.incidentId, key.after, key.take]),
    }),

    countOfIncident: new DataLoader<string, number>(async (incidentIds) => {
      const counts = await db.run.groupBy({ by: ['incidentId'], where: { incidentId: { in: [...incidentIds] } }, _count: true });
      const byIncident = new Map(counts.map((count) => [count.incidentId ?? '', Math.min(count._count, countLimit)]));
      return incidentIds.map((id) => byIncident.get(id) ?? 0);
    }),

    /** What policies said of a run, in their order. */
    decisions: new DataLoader<Run, RunDecision[], string>(
      async (runs) => {
        const since = new Date(Math.min(...runs.map(({ createdAt }) => createdAt.getTime())));
        const found = await db.runDecision.findMany({
          where: { runId: { in: runs.map(({ id }) => id) }, at: { gte: since } },
          orderBy: [{ at: 'asc' }, { id: 'asc' }],
        });
        const byId = Map.groupBy(found, ({ runId }) => runId);
        return runs.map(({ id }) => byId.get(id) ?? []);
      },
      { cacheKeyFn: ({ id }) => id },
    ),

    /** Steps of a run in the order of their beginning, with what they were given and gave back. */
    steps: new DataLoader<Run, ListedStep[], string>((runs) => loadSteps(db, runs), { cacheKeyFn: ({ id }) => id }),
  };
}

/** First pages of one size are read together by a window function; the rarer later pages one by one. */
async function loadPages(db: AutomationDb, keys: readonly PageKey[]): Promise<Run[][]> {
  const firstPages = Map.groupBy(
    keys.filter(({ after }) => after === null),
    ({ take }) => take,
  );
  const read = new Map<PageKey, Run[]>();
  for (const [take, pages] of firstPages) {
    const incidentIds = pages.map(({ incidentId }) => incidentId);
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM (
        SELECT id, row_number() OVER (PARTITION BY incident_id ORDER BY created_at DESC, id DESC) AS place
        FROM run WHERE incident_id = ANY(${incidentIds}::uuid[])
      ) AS placed WHERE place <= ${take}`;
    const found = await db.run.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, orderBy: newestFirst });
    const byIncident = Map.groupBy(found, ({ incidentId }) => incidentId);
    for (const page of pages) read.set(page, byIncident.get(page.incidentId) ?? []);
  }
  for (const page of keys) {
    if (page.after === null) continue;
    const where = { incidentId: page.incidentId, ...beyond('createdAt', page.after, 'desc') };
    read.set(page, await db.run.findMany({ where, orderBy: newestFirst, take: page.take }));
  }
  return keys.map((page) => read.get(page) ?? []);
}

const newestFirst = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];

/** The age of the oldest run bounds the partitions of outputs that are read. */
async function loadSteps(db: AutomationDb, runs: readonly Run[]): Promise<ListedStep[][]> {
  const where = { runId: { in: runs.map(({ id }) => id) } };
  const since = new Date(Math.min(...runs.map(({ createdAt }) => createdAt.getTime())));
  const steps = Map.groupBy(await db.runStep.findMany({ where, orderBy: { number: 'asc' } }), byRun);
  const outputs = Map.groupBy(await db.runOutput.findMany({ where: { ...where, at: { gte: since } }, orderBy: { at: 'asc' } }), byRun);
  return runs.map(({ id }) => {
    const byPath = Map.groupBy(outputs.get(id) ?? [], ({ path }) => path);
    return (steps.get(id) ?? []).map((step) => {
      const last = (byPath.get(step.path) ?? []).filter(({ attempt }) => attempt >= step.attempt);
      const latest = (field: 'input' | 'output') => last.findLast((output) => output[field] !== null)?.[field] ?? null;
      return { ...step, position: step.number, input: latest('input'), output: latest('output'), execution: keptExecution(step) };
    });
  });
}

const byRun = ({ runId }: Pick<RunStep | RunOutput, 'runId'>) => runId;
