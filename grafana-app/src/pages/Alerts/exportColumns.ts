import type { AlertRowFragment } from '../../api/generated/graphql';

/** An alert's columns in a file; their names are for programs, so they are not translated. */
export const exportColumns: ReadonlyArray<{
  name: string;
  value(alert: AlertRowFragment): string | number | null | undefined;
}> = [
  { name: 'name', value: ({ name }) => name },
  { name: 'status', value: ({ status }) => status },
  { name: 'severity', value: ({ severity }) => severity },
  { name: 'starts_at', value: ({ startsAt }) => startsAt },
  { name: 'ends_at', value: ({ endsAt }) => endsAt },
  { name: 'last_received_at', value: ({ lastReceivedAt }) => lastReceivedAt },
  { name: 'received_count', value: ({ receivedCount }) => receivedCount },
  { name: 'integration', value: ({ integrationName }) => integrationName },
  { name: 'incident', value: ({ incident }) => incident?.number },
  { name: 'labels', value: ({ labels }) => JSON.stringify(labels) },
  { name: 'annotations', value: ({ annotations }) => JSON.stringify(annotations) },
  { name: 'fingerprint', value: ({ fingerprint }) => fingerprint },
];
