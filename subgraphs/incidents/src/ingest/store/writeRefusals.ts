import { hash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import type { IncidentsDb } from '../../context.ts';

/** A request that was refused; one without its body is only counted. */
export type RefusedRequest = {
  at: Date;
  integrationId: string;
  code: string;
  message: string;
  body: string | null;
  bodyBytes: number;
  alertCount: number;
};

/** Counters are one an integration, code and minute. */
const minuteMs = 60_000;

/**
 * Keeps refused requests in one statement: those with a body as rows of their own, the others added to the counter of their minute, whose message
 * is that of the first.
 */
export async function writeRefusals(db: IncidentsDb, refused: readonly RefusedRequest[]): Promise<void> {
  const rows = [...mergeCounted(refused).values()];
  const column = <Value>(pick: (row: (typeof rows)[number]) => Value): Value[] => rows.map(pick);
  await db.$executeRaw`
    INSERT INTO refusal AS f (id, at, integration_id, code, message, body, body_bytes, alert_count, times)
    SELECT * FROM unnest(
      ${column(({ id }) => id)}::uuid[],
      ${column(({ at }) => at.toISOString())}::timestamptz[],
      ${column(({ integrationId }) => integrationId)}::uuid[],
      ${column(({ code }) => code)}::text[],
      ${column(({ message }) => message)}::text[],
      ${column(({ body }) => body)}::text[],
      ${column(({ bodyBytes }) => bodyBytes)}::int[],
      ${column(({ alertCount }) => alertCount)}::int[],
      ${column(({ times }) => times)}::int[]
    )
    ON CONFLICT (tenant_id, at, id) DO UPDATE SET
      body_bytes = f.body_bytes + EXCLUDED.body_bytes, alert_count = f.alert_count + EXCLUDED.alert_count, times = f.times + EXCLUDED.times`;
}

type Row = RefusedRequest & { id: string; times: number };

function mergeCounted(refused: readonly RefusedRequest[]): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const request of refused) {
    if (request.body !== null) {
      const id = uuidv7();
      rows.set(id, { ...request, id, times: 1 });
      continue;
    }
    const at = new Date(Math.floor(request.at.getTime() / minuteMs) * minuteMs);
    const id = counterId(request, at);
    const known = rows.get(id);
    if (known) {
      known.times += 1;
      known.alertCount += request.alertCount;
      known.bodyBytes += request.bodyBytes;
    } else rows.set(id, { ...request, at, id, times: 1 });
  }
  return rows;
}

/** The same for the same counter, in every process. */
function counterId({ integrationId, code }: RefusedRequest, minute: Date): string {
  const digest = hash('sha256', `${integrationId} ${code} ${minute.toISOString()}`);
  return [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`, digest.slice(20, 32)].join('-');
}
