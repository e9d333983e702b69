import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import type { IntegrationSource } from '#prisma/generated/client';
import type { IncidentsPlatform } from '../context.ts';
import { alertmanagerRoutes } from '../alertmanager/alertmanagerRoutes.ts';
import { createHeartbeatRoutes } from '../heartbeat/heartbeatRoutes.ts';
import { cloudEventRoutes } from './addresses/cloudevents.ts';
import { grafanaRoutes } from './addresses/grafana.ts';
import { oncallRoutes } from './addresses/oncall.ts';
import { openLineageRoutes } from './addresses/openlineage.ts';
import { opsgenieRoutes } from './addresses/opsgenie.ts';
import { pagerdutyRoutes } from './addresses/pagerduty.ts';
import { createIntake, type Intake, parseJson, readText, tokenOf } from './intake.ts';
import type { SourceAlert } from './receivedAlert.ts';
import { readAlertmanagerOrMapped } from './sources/alertmanagerOrMapped.ts';
import { mappingOf, readGeneric } from './sources/generic/readGeneric.ts';
import { readPrometheus } from './sources/prometheus.ts';

/** A source whose requests are lists of alerts and nothing else. Each address exists with the token in it and with a bearer token. */
type PlainSource = {
  source: IntegrationSource;
  paths: readonly [withToken: string, withBearer: string];
  read(payload: unknown, now: Date, settings: unknown): SourceAlert[];
};

const plainSources: readonly PlainSource[] = [
  { source: 'ALERTMANAGER', paths: ['/ingest/alertmanager/:token', '/ingest/alertmanager'], read: readAlertmanagerOrMapped },
  { source: 'PROMETHEUS', paths: ['/ingest/prometheus/:token/api/v2/alerts', '/ingest/prometheus/api/v2/alerts'], read: readPrometheus },
  {
    source: 'GENERIC',
    paths: ['/ingest/generic/:token', '/ingest/generic'],
    read: (payload, now, settings) => readGeneric(payload, now, mappingOf(settings)),
  },
];

/**
 * The addresses that alerts come in at. Each answers 2xx only after the alerts are committed; every refusal has its code (contracts/errors).
 * Sources that say more than alerts bring routes of their own.
 */
export function createIngestRoutes(platform: IncidentsPlatform): Route[] {
  const intake = createIntake(platform);
  const plain = plainSources.flatMap((source) =>
    source.paths.map((path): Route => ({ method: 'POST', path, handle: (request) => receivePlain(intake, source, request) })),
  );
  const watched = [
    ...plain,
    ...grafanaRoutes(intake),
    ...oncallRoutes(intake),
    ...cloudEventRoutes(intake),
    ...openLineageRoutes(intake),
    ...createHeartbeatRoutes(intake),
  ].map(intake.watching);
  return [...watched, ...opsgenieRoutes(intake), ...pagerdutyRoutes(intake), ...alertmanagerRoutes(intake)];
}

/** Answers with how many alerts there were and how many of them changed something. */
async function receivePlain(intake: Intake, { source, read }: PlainSource, request: HttpRequest): Promise<HttpResponse> {
  const sender = await intake.authenticate(tokenOf(request), source);
  const body = await readText(request);
  const receipt = await intake.receive(sender, body, read(parseJson(body), intake.platform.clock.now(), sender.settings));
  return { status: 200, body: { status: 'accepted', ...receipt } };
}
