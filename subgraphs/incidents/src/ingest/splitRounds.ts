import type { PayloadOrigin } from '#prisma/generated/client';
import type { ReceivedAlert } from './receivedAlert.ts';

/** One accepted request: who sent it, its body as it came, and the alerts in it. */
export type IngestRequest = {
  /** Id of its payload row. */
  payloadId: string;
  integrationId: string;
  body: string;
  alerts: readonly ReceivedAlert[];
  /** Alerts in it that fire and that a rule dropped: they are counted, and nothing else. */
  dropped?: readonly ReceivedAlert[];
  /** Who wrote it, where that was not its sender. */
  origin?: Exclude<PayloadOrigin, 'SENDER'>;
};

/** Alerts in a request, those that a rule dropped included. */
export function countAlerts({ alerts, dropped = [] }: IngestRequest): number {
  return alerts.length + dropped.length;
}

/** An alert as one or several requests that were joined into a batch speak of it. */
export type Statement = ReceivedAlert &
  Pick<IngestRequest, 'payloadId' | 'integrationId'> & {
    /** How often it was said. */
    times: number;
  };

/**
 * Orders a batch into rounds in which each alert occurs once, as `ON CONFLICT` demands. Within one request the later word on an alert
 * wins; across requests what says the same is merged, and what says something else goes into the next round, so that a batch
 * comes to the same end as its requests one after the other. Nearly every batch is one round.
 */
export function splitRounds(requests: readonly IngestRequest[]): Statement[][] {
  const rounds: Map<string, Statement>[] = [];
  const latest = new Map<string, { round: number; statement: Statement }>();

  for (const request of requests) {
    for (const statement of mergeWithin(request)) {
      const before = latest.get(statement.fingerprint);
      if (before && saysTheSame(before.statement, statement)) {
        before.statement.times += statement.times;
        before.statement.expiresAt = statement.expiresAt ?? null;
        continue;
      }
      const round = before ? before.round + 1 : 0;
      (rounds[round] ??= new Map()).set(statement.fingerprint, statement);
      latest.set(statement.fingerprint, { round, statement });
    }
  }
  return rounds.flatMap((round) => inPieces([...round.values()]));
}

/** Statements of more than this many rows gain nothing, and one event tells of no more alerts. */
const roundSize = 500;

function inPieces(round: readonly Statement[]): Statement[][] {
  return Array.from({ length: Math.ceil(round.length / roundSize) }, (_, at) => round.slice(at * roundSize, (at + 1) * roundSize));
}

function mergeWithin({ alerts, payloadId, integrationId }: IngestRequest): Statement[] {
  const merged = new Map<string, Statement>();
  for (const alert of alerts) {
    // What the platform says itself was not received.
    const times = (merged.get(alert.fingerprint)?.times ?? 0) + (alert.because ? 0 : 1);
    merged.set(alert.fingerprint, { ...alert, payloadId, integrationId, times });
  }
  return [...merged.values()];
}

function saysTheSame(one: Statement, other: Statement): boolean {
  return one.status === other.status && one.contentHash === other.contentHash && one.startsAt?.getTime() === other.startsAt?.getTime();
}
