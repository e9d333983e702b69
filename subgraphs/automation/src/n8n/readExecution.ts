import type { RunStep } from '#prisma/generated/client';
import { z } from 'zod';
import type { N8nExecutionType } from './n8n.type.ts';

/** A node of a workflow as it ran, the last time where it ran several times. */
export type ExecutionNode = {
  name: string;
  /** `httpRequest`, without the package that it comes from. */
  type: string | null;
  /** As n8n says: success, error, running, waiting, canceled. */
  status: string;
  /** ISO 8601. */
  startedAt: string;
  /** How long it took, in ms. */
  tookMs: number;
  /** How often it ran. */
  runs: number;
  error: string | null;
};

/** One execution of a workflow: what the step of a run shows of it. `status`: new, running, waiting, success, error, crashed, canceled, unknown. */
export type Execution = {
  id: string;
  /** Where people see it. */
  url: string;
  status: string;
  startedAt: string | null;
  stoppedAt: string | null;
  error: string | null;
  nodes: ExecutionNode[];
};

/** An execution of which no more is known than that it was begun. Pure. */
export const begun = (id: string): Omit<Execution, 'url'> => ({ id, status: 'new', startedAt: null, stoppedAt: null, error: null, nodes: [] });

const failure = z.looseObject({ message: z.string().optional() });
const nodeRun = z.looseObject({
  startTime: z.number(),
  executionTime: z.number().default(0),
  executionStatus: z.string().default('success'),
  error: failure.nullish(),
});
const answer = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  workflowId: z.union([z.string(), z.number()]).transform(String).nullish(),
  status: z.string().default('unknown'),
  startedAt: z.string().nullish(),
  stoppedAt: z.string().nullish(),
  data: z
    .looseObject({
      resultData: z.looseObject({ runData: z.record(z.string(), z.array(nodeRun)).default({}), error: failure.nullish() }).optional(),
    })
    .nullish(),
  workflowData: z.looseObject({ nodes: z.array(z.looseObject({ name: z.string(), type: z.string() })).default([]) }).nullish(),
});

const mostNodes = 200;
const longestError = 1_000;

/**
 * What n8n answers to `GET /api/v1/executions/{id}?includeData=true` (shape of 2.40: `data.resultData.runData`, by node a list of its runs), as far as it is kept: no data that
 * went through it. Null for what is not such an answer. Pure.
 */
export function readExecution(given: unknown, root: string): Execution | null {
  const read = answer.safeParse(given);
  if (!read.success) return null;
  const { id, workflowId, status, startedAt, stoppedAt, data, workflowData } = read.data;
  const types = new Map(workflowData?.nodes.map(({ name, type }) => [name, type.slice(type.lastIndexOf('.') + 1)]));
  const nodes = Object.entries(data?.resultData?.runData ?? {}).flatMap(([name, runs]): ExecutionNode[] => {
    const last = runs.at(-1);
    if (!last) return [];
    return [
      {
        ...{ name, type: types.get(name) ?? null, status: last.executionStatus, runs: runs.length },
        ...{ startedAt: new Date(last.startTime).toISOString(), tookMs: last.executionTime, error: wordsOf(last.error) },
      },
    ];
  });
  return {
    ...{ id, status, startedAt: startedAt ?? null, stoppedAt: stoppedAt ?? null, error: wordsOf(data?.resultData?.error) },
    url: workflowId == null ? root : `${root}/workflow/${encodeURIComponent(workflowId)}/executions/${encodeURIComponent(id)}`,
    nodes: nodes.toSorted((one, other) => one.startedAt.localeCompare(other.startedAt)).slice(0, mostNodes),
  };
}

const wordsOf = (error: z.infer<typeof failure> | null | undefined): string | null => error?.message?.slice(0, longestError) ?? null;

/** How an execution stands: it goes on, it ended well, or it did not. Pure. */
export function judgeExecution(status: string): 'goes_on' | 'succeeded' | 'failed' {
  if (status === 'success') return 'succeeded';
  return status === 'error' || status === 'crashed' || status === 'canceled' ? 'failed' : 'goes_on';
}

/** What a step keeps of its execution, with times as such; null for a step that keeps none. Pure. */
export function keptExecution({ kind, state }: Pick<RunStep, 'kind' | 'state'>): N8nExecutionType | null {
  const execution = kind === 'n8n' ? (state as { execution?: Execution } | null)?.execution : undefined;
  if (!execution) return null;
  const time = (at: string | null) => (at === null ? null : new Date(at));
  return {
    ...execution,
    startedAt: time(execution.startedAt),
    stoppedAt: time(execution.stoppedAt),
    nodes: execution.nodes.map((node) => ({ ...node, startedAt: new Date(node.startedAt) })),
  };
}
