import { AppError } from '#kit/errors';
import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import type { Platform } from '#kit/transact';
import type { IntegrationSource } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { createAuthenticate } from './authenticate.ts';
import { createCoalescer } from './coalesce.ts';
import { type Receipt, receiveAlerts } from './receiveAlerts.ts';
import type { SourceAlert } from './receivedAlert.ts';
import { recognise } from './recognise.ts';
import { readAlertmanager } from './sources/alertmanager.ts';
import { readPrometheus } from './sources/prometheus.ts';
import type { IngestRequest } from './splitRounds.ts';

/** A source: where it posts, and how its payload becomes alerts. Each address exists with the token in it and with a bearer token. */
type Source = {
  source: IntegrationSource;
  paths: readonly [withToken: string, withBearer: string];
  read(payload: unknown, now: Date): SourceAlert[];
};

const sources: readonly Source[] = [
  { source: 'ALERTMANAGER', paths: ['/ingest/alertmanager/:token', '/ingest/alertmanager'], read: readAlertmanager },
  { source: 'PROMETHEUS', paths: ['/ingest/prometheus/:token/api/v2/alerts', '/ingest/prometheus/api/v2/alerts'], read: readPrometheus },
];

const bodyLimit = 5 * 1024 * 1024;

/** Alerts that are stored together, and alerts of one tenant that may wait for it in this process. */
const batchSize = 500;
const waitingLimit = 50_000;

/**
 * The addresses that alerts come in at. Each answers 200 with how many alerts it took and how many of them changed something, and only
 * after they are committed; every refusal has its code (contracts/errors).
 */
export function createIngestRoutes(platform: Platform): Route[] {
  const authenticate = createAuthenticate(platform);
  const intake = createCoalescer<IngestRequest, Receipt>({
    sizeOf: ({ alerts }) => alerts.length,
    batchSize,
    waitingLimit,
    run: (tenantId, requests) => receiveAlerts(platform, tenantId, requests),
  });

  const handle = async ({ source, read }: Source, request: HttpRequest): Promise<HttpResponse> => {
    const { tenantId, id: integrationId, fingerprintLabels } = await authenticate(tokenOf(request), source);
    const body = await readText(request);
    const alerts = read(parseJson(body), platform.clock.now()).map((alert) => recognise(alert, fingerprintLabels));
    const receipt = await intake.submit(tenantId, { payloadId: uuidv7(), integrationId, body, alerts });
    return { status: 200, body: { status: 'accepted', ...receipt } };
  };

  return sources.flatMap((source) => source.paths.map((path) => ({ method: 'POST' as const, path, handle: (request) => handle(source, request) })));
}

function tokenOf({ params, headers }: HttpRequest): string | undefined {
  return params['token'] ?? /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

async function readText(request: HttpRequest): Promise<string> {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) throw new AppError('UNSUPPORTED_ENCODING', `The character set ${charset} is not supported.`);
  return request.text(bodyLimit);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError('MALFORMED_BODY', 'The body is not JSON.', { cause });
  }
}
