import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import { type Intake, tokenOf } from '../ingest/intake.ts';
import { recordBeat } from './recordBeat.ts';

/** Ours, and the one that senders of Grafana OnCall know; `type` is what they call their integration. */
const paths = ['/ingest/heartbeat/:token', '/ingest/heartbeat', '/integrations/v1/:type/:token/heartbeat'];

/** The addresses of signs of life: any method that a script has at hand, any body (it is not read), any integration that expects them. */
export function createHeartbeatRoutes(intake: Intake): Route[] {
  return paths.flatMap((path) =>
    (['GET', 'POST'] as const).map((method): Route => ({ method, path, handle: (request) => receiveBeat(intake, request) })),
  );
}

/** Answers 200 after the beat is committed, with when the next one is due. */
async function receiveBeat(intake: Intake, request: HttpRequest): Promise<HttpResponse> {
  const sender = await intake.authenticate(tokenOf(request), undefined);
  const { reason, dueAt } = await recordBeat(intake.platform, sender);
  return { status: 200, body: { status: 'accepted', reason, dueAt: dueAt.toISOString() } };
}
