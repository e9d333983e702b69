import { AppError } from '#kit/errors';
import type { HttpRequest, Route } from '#kit/serve';
import { uuidv7 } from 'uuidv7';
import type { IncidentsPlatform } from '../context.ts';
import { type Authenticate, createAuthenticate, type Sender } from './authenticate.ts';
import { createCoalescer } from './coalesce.ts';
import { createRateLimit } from './limitRate.ts';
import { type Receipt, receiveAlerts } from './receiveAlerts.ts';
import type { ReceivedAlert, SourceAlert } from './receivedAlert.ts';
import { recognise } from './recognise.ts';
import { createRefusals } from './refusals.ts';
import { countAlerts, type IngestRequest } from './splitRounds.ts';
import { trustStart } from './trustStart.ts';
import { createRefusalWatch } from './watchRefusals.ts';

/** What the addresses of every source share: who sends, and where alerts go. */
export type Intake = {
  platform: IncidentsPlatform;
  authenticate: Authenticate;
  /**
   * Keeps a request's body and takes in its alerts; resolves after they are committed. RATE_LIMITED when they are more than the integration
   * may send, UNAVAILABLE when more waits than can be stored soon. `payloadId` is for formats that tell the sender by which id to ask for the request again.
   */
  receive(sender: Sender, body: string, alerts: readonly SourceAlert[], payloadId?: string): Promise<Receipt>;
  /** The same address; what it refuses to a sender that it knows is kept. */
  watching(route: Route): Route;
};

/** Alerts that are stored together, and alerts of one tenant that may wait for it in this process. */
const batchSize = 500;
const waitingLimit = 50_000;

export function createIntake(platform: IncidentsPlatform): Intake {
  const line = createCoalescer<IngestRequest, Receipt>({
    sizeOf: countAlerts,
    batchSize,
    waitingLimit,
    run: (tenantId, requests) => receiveAlerts(platform, tenantId, requests),
  });
  const limitRate = createRateLimit(platform.clock);
  const authenticate = createAuthenticate(platform);
  const watch = createRefusalWatch(createRefusals(platform));
  return {
    platform,
    authenticate: (token, source) => authenticate(token, source, (sender) => watch.note({ sender })),
    async receive(sender, body, alerts, payloadId = uuidv7()) {
      watch.note({ alerts: alerts.length });
      limitRate(sender, alerts.length);
      const now = platform.clock.now();
      return line.submit(sender.tenantId, {
        payloadId,
        integrationId: sender.id,
        body,
        ...sortOut(alerts.map((alert) => recognise(trustStart(alert, now), sender))),
      });
    },
    watching: watch.route,
  };
}

/**
 * What rules dropped goes its own way, but for word of ends: an alert that was let in before there was the rule has to come to its end, or its
 * incident would stay open for good.
 */
function sortOut(received: ReceivedAlert[]): Pick<IngestRequest, 'alerts' | 'dropped'> {
  const isDropped = ({ droppedBy, status }: ReceivedAlert): boolean => droppedBy !== undefined && status === 'FIRING';
  if (!received.some(isDropped)) return { alerts: received };
  return { alerts: received.filter((alert) => !isDropped(alert)), dropped: received.filter(isDropped) };
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
