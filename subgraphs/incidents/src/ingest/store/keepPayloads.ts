import type { IncidentsDb } from '../../context.ts';
import type { IngestRequest } from '../splitRounds.ts';

/** Keeps the bodies of accepted requests as they came. */
export async function keepPayloads(db: IncidentsDb, requests: readonly IngestRequest[], now: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO payload (id, at, integration_id, body, alert_count)
    SELECT id, ${now}, integration_id, body, alert_count
    FROM unnest(
      ${requests.map(({ payloadId }) => payloadId)}::uuid[],
      ${requests.map(({ integrationId }) => integrationId)}::uuid[],
      ${requests.map(({ body }) => body)}::text[],
      ${requests.map(({ alerts }) => alerts.length)}::int[]
    ) AS r(id, integration_id, body, alert_count)`;
}
