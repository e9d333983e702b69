import type { Labels } from '#contracts/words';
import { z } from 'zod';
import type { SourceAlert } from '../receivedAlert.ts';
import { repairLabels, repairText } from '../repairText.ts';
import { present } from './details.ts';
import { readShape } from './readShape.ts';
import { looseMoment } from './shapes.ts';

/** Names longer than this are cut by nobody who means them. */
const name = z.string().min(1).max(2_000);
const named = z.object({ namespace: name, name });

const jobFacets = z.object({ documentation: z.object({ description: z.string() }).optional().catch(undefined) }).catch({});
const runFacets = z
  .object({
    parent: z.object({ job: named }).optional().catch(undefined),
    errorMessage: z.object({ message: z.string() }).optional().catch(undefined),
  })
  .catch({});

const datasets = z.array(named).max(1_000).nullish();

/** A run event of OpenLineage 2-0-2; job events, which have no run, are the same without it. Facets that are not known here are left alone. */
const runEvent = z.object({
  eventTime: looseMoment,
  eventType: z.enum(['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER']).nullish(),
  producer: z.string().nullish(),
  run: z.object({ runId: z.string().min(1).max(200), facets: runFacets.optional() }).nullish(),
  job: named.extend({ facets: jobFacets.optional() }),
  inputs: datasets,
  outputs: datasets,
});

export type OpenLineageEvent = z.infer<typeof runEvent>;
type Named = z.infer<typeof named>;

/** One event; UNKNOWN_SHAPE when it is none. */
export function readOpenLineageEvent(payload: unknown): OpenLineageEvent {
  return readShape(runEvent, payload, 'a run event of OpenLineage');
}

/** What a job or a dataset is called in the lineage. */
export function lineageName({ namespace, name }: Named): string {
  return repairText(`${namespace}:${name}`, 'name', []);
}

/** What the alert about a job is known by. */
export function jobKey({ job }: Pick<OpenLineageEvent, 'job'>): string {
  return JSON.stringify(['openlineage', job.namespace, job.name]);
}

/** The alert that a run raises when it fails or is aborted; none for every other event. */
export function alertsOfRun(event: OpenLineageEvent, now: Date): SourceAlert[] {
  const { eventType, eventTime, job, run, producer, inputs, outputs } = event;
  if (eventType !== 'FAIL' && eventType !== 'ABORT') return [];
  const repaired: string[] = [];
  const labels: Labels = {
    alertname: `Data job ${job.name} ${eventType === 'FAIL' ? 'failed' : 'was aborted'}`,
    job_namespace: job.namespace,
    job_name: job.name,
    [lineageJobLabel]: lineageName(job),
  };
  const told = present({
    description: run?.facets?.errorMessage?.message,
    run_id: run?.runId,
    event_type: eventType,
    producer,
    inputs: inputs?.map(lineageName).join(', '),
    outputs: outputs?.map(lineageName).join(', '),
  });
  return [
    {
      status: 'FIRING',
      key: jobKey(event),
      severity: eventType === 'FAIL' ? 'HIGH' : 'MEDIUM',
      labels: repairLabels(labels, 'labels', repaired),
      annotations: repairLabels(told, 'annotations', repaired),
      startsAt: eventTime ?? now,
      endsAt: null,
      generatorUrl: null,
      repaired,
    },
  ];
}

/** The label by which the lineage knows the job that an alert is about; see graph/src/recording/tellAlertLineage.ts. */
const lineageJobLabel = 'openlineage_job';
