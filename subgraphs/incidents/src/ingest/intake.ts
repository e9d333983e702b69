import { AppError } from '#kit/errors';
import type { HttpRequest } from '#kit/serve';
import { uuidv7 } from 'uuidv7';
import type { IncidentsPlatform } from '../context.ts';
import { type Authenticate, createAuthenticate, type Sender } from './authenticate.ts';
import { createCoalescer } from './coalesce.ts';
import { type Receipt, receiveAlerts } from './receiveAlerts.ts';
import type { SourceAlert } from './receivedAlert.ts';
import { recognise } from './recognise.ts';
import type { IngestRequest } from './splitRounds.ts';

/** What the addresses of every source share: who sends, and where alerts go. */
export type Intake = {
  platform: IncidentsPlatform;
  authenticate: Authenticate;
  /** Keeps a request's body and takes in its alerts; resolves after they are committed. UNAVAILABLE when more waits than can be stored soon. */
  receive(sender: Sender, body: string, alerts: readonly SourceAlert[]): Promise<Receipt>;
};

/** Alerts that are stored together, and alerts of one tenant that may wait for it in this process. */
const batchSize = 500;
const waitingLimit = 50_000;

export function createIntake(platform: IncidentsPlatform): Intake {
  const line = createCoalescer<IngestRequest, Receipt>({
    sizeOf: ({ alerts }) => alerts.length,
    batchSize,
    waitingLimit,
    run: (tenantId, requests) => receiveAlerts(platform, tenantId, requests),
  });
  return {
    platform,
    authenticate: createAuthenticate(platform),
    receive: (sender, body, alerts) =>
      line.submit(sender.tenantId, {
        payloadId: uuidv7(),
        integrationId: sender.id,
        body,
        alerts: alerts.map((alert) => recognise(alert, sender)),
      }),
  };
}

/** The token of the address, else the bearer token. */
export function tokenOf({ params, headers }: HttpRequest): string | undefined {
  return params['token'] ?? /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

const bodyLimit = 5 * 1024 * 1024;

/** The body as text; UNSUPPORTED_ENCODING for what is not UTF-8, BODY_TOO_LARGE over 5 MB or a smaller limit. */
export async function readText(request: HttpRequest, limit = bodyLimit): Promise<string> {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) throw new AppError('UNSUPPORTED_ENCODING', `The character set ${charset} is not supported.`);
  return request.text(limit);
}

/** JSON, or MALFORMED_BODY. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError('MALFORMED_BODY', 'The body is not JSON.', { cause });
  }
}
