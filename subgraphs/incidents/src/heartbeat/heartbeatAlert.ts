import type { Heartbeat, Integration } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { labelsOf } from '../incident/incidentFacts.ts';
import type { SourceAlert } from '../ingest/receivedAlert.ts';
import { recognise } from '../ingest/recognise.ts';
import type { IngestRequest } from '../ingest/splitRounds.ts';

/** What the platform itself says of a sender that fell silent, or that is heard of again: a request like those that senders make. */
export function heartbeatAlert(integration: Integration, heartbeat: Heartbeat, status: SourceAlert['status'], now: Date): IngestRequest {
  const { name } = integration;
  const { severity, lastBeatAt, dueAt, intervalMs } = heartbeat;
  const alert: SourceAlert = {
    status,
    labels: { alertname: 'HeartbeatMissed', heartbeat: name },
    annotations: {
      summary: `${name} has fallen silent`,
      description: `A heartbeat is expected every ${intervalMs / 1000} s; the last one came at ${lastBeatAt?.toISOString() ?? 'no time'}.`,
    },
    startsAt: dueAt ?? now,
    endsAt: status === 'RESOLVED' ? now : null,
    generatorUrl: null,
    // Of its integration there is one, whatever name and labels that gets.
    key: 'heartbeat',
    severity,
    repaired: [],
  };
  return {
    payloadId: uuidv7(),
    integrationId: integration.id,
    origin: 'HEARTBEAT',
    body: JSON.stringify({ heartbeat: status === 'FIRING' ? 'missed' : 'returned', integration: name, lastBeatAt, dueAt }),
    alerts: [recognise(alert, { ...integration, labels: labelsOf(integration.labels) })],
  };
}
