import type { EventPayload } from '#contracts/events';
import type { Recording, Told } from './recordLineage.ts';

/** Follows `lineage.reported`: dataset -> job -> dataset, and job -> the jobs that are parts of it, as a scheduler or an engine told it. */
export function tellReportedLineage(payload: EventPayload<'lineage.reported'>): Told {
  return { at: payload.at, ...lineageOfJob(payload) };
}

/** The nodes and edges that one report of a job tells. */
export function lineageOfJob({ job, parent, inputs, outputs }: EventPayload<'lineage.reported'>): Recording {
  const node = { kind: 'JOB', id: job.id } as const;
  const recording: Recording = { nodes: [{ ...node, label: job.label, facts: job.facts }], edges: [] };
  const { nodes, edges } = recording;
  for (const id of inputs) {
    const dataset = { kind: 'DATASET', id } as const;
    nodes.push({ ...dataset, label: id });
    edges.push({ from: dataset, kind: 'feeds', to: node });
  }
  for (const id of outputs) {
    const dataset = { kind: 'DATASET', id } as const;
    nodes.push({ ...dataset, label: id });
    edges.push({ from: node, kind: 'writes', to: dataset });
  }
  if (parent !== null && parent !== job.id) {
    const whole = { kind: 'JOB', id: parent } as const;
    nodes.push({ ...whole, label: parent });
    edges.push({ from: whole, kind: 'contains', to: node });
  }
  return recording;
}
