import type { EventPayload } from '#contracts/events';
import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import { systemActor, transact } from '#kit/transact';
import { endAlert } from '../endAlert.ts';
import { fingerprintOfKey } from '../fingerprint.ts';
import { type Intake, parseJson, readText, tokenOf } from '../intake.ts';
import { openDetails } from '../sources/details.ts';
import { alertsOfRun, jobKey, lineageName, type OpenLineageEvent, readOpenLineageEvent } from '../sources/openlineage.ts';

/** Marquez's address for the events of OpenLineage, the token in the path or as the client's API key. A run that fails raises an alert, one that completes ends it. */
export function openLineageRoutes(intake: Intake): Route[] {
  return ['/ingest/openlineage/:token/api/v1/lineage', '/ingest/openlineage/api/v1/lineage'].map((path) => ({
    method: 'POST',
    path,
    handle: (request) => receive(intake, request),
  }));
}

/** Answers 201 without a body, as Marquez does. */
async function receive(intake: Intake, request: HttpRequest): Promise<HttpResponse> {
  const sender = await intake.authenticate(tokenOf(request), 'OPENLINEAGE');
  const body = await readText(request);
  const event = readOpenLineageEvent(parseJson(body));
  const now = intake.platform.clock.now();
  if (event.eventType === 'COMPLETE')
    await endAlert(intake, sender, body, { fingerprint: fingerprintOfKey(sender.id, jobKey(event)), at: event.eventTime });
  else await intake.receive(sender, body, alertsOfRun(event, now));

  const lineage = lineageOf(event, event.eventTime ?? now);
  // Recording is idempotent: an event that is sent again because this failed records nothing twice.
  await transact(intake.platform, systemActor(sender.tenantId), async ({ emit }) => emit('lineage.reported', lineage));
  return { status: 201 };
}

/** Inputs feed the job, the job writes outputs; a parent contains it. */
function lineageOf({ job, run, inputs, outputs, eventType, producer }: OpenLineageEvent, at: Date): EventPayload<'lineage.reported'> {
  const facts = {
    ...(run && { runId: run.runId }),
    ...(eventType && { lastEvent: eventType, lastEventAt: at.toISOString() }),
    ...(producer && { producer }),
  };
  return {
    at: at.toISOString(),
    job: { id: lineageName(job), label: lineageName({ namespace: '', name: job.name }).slice(1), facts: openDetails(facts, 'facts') },
    parent: run?.facets?.parent ? lineageName(run.facets.parent.job) : null,
    inputs: [...new Set((inputs ?? []).map(lineageName))],
    outputs: [...new Set((outputs ?? []).map(lineageName))],
  };
}
