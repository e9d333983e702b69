import type { Alert, AlertStatus } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { labelsOf } from '../incident/incidentFacts.ts';
import type { ReceivedAlert } from './receivedAlert.ts';
import type { IngestRequest } from './splitRounds.ts';

/** What the platform itself says of an alert, and why. */
export type OwnWord = { alert: Alert; status: AlertStatus; endsAt: Date | null; because: NonNullable<ReceivedAlert['because']> };

/** Words of the platform's own as requests like those that senders make, one for each integration: they take the same way, and are kept like any others. */
export function ownWords(words: readonly OwnWord[]): IngestRequest[] {
  return [...Map.groupBy(words, ({ alert }) => alert.integrationId)].map(([integrationId, ofOne]) => ({
    payloadId: uuidv7(),
    integrationId,
    origin: 'PLATFORM',
    body: JSON.stringify({
      alerts: ofOne.map(({ alert, status, because }) => ({ fingerprint: alert.fingerprint, name: alert.name, status, because })),
    }),
    alerts: ofOne.map(received),
  }));
}

function received({ alert, status, endsAt, because }: OwnWord): ReceivedAlert {
  const { startsAt, fingerprint, contentHash, name, severity, expression, generatorUrl } = alert;
  return {
    ...{ status, endsAt, because, startsAt, fingerprint, contentHash, name, severity, expression, generatorUrl, repaired: [] },
    labels: labelsOf(alert.labels),
    annotations: labelsOf(alert.annotations),
  };
}
