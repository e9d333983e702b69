import type { AlertStatus } from '#contracts/words';
import type { IntegrationSource } from '#prisma/generated/client';
import type { SourceAlert } from '../ingest/receivedAlert.ts';
import { readAlertmanagerOrMapped } from '../ingest/sources/alertmanagerOrMapped.ts';
import { mappingOf, readGeneric } from '../ingest/sources/generic/readGeneric.ts';
import { readGrafana } from '../ingest/sources/grafana.ts';
import { alertOfTrigger, readPagerdutyEvent } from '../ingest/sources/pagerduty.ts';
import { readPrometheus } from '../ingest/sources/prometheus.ts';

/** What is said of the alert of a test, in every format. */
const alertname = 'TestAlert';
const summary = 'Somebody tests this integration';
const labels = { alertname, severity: 'info' };

/** The label that marks alerts of a test, whatever format they come in; routes and silences can match it. */
export const testLabel = 'sre_test';

/** A body of a format, and what reads it at the address of that format. */
export type Sample = { body: object; read(body: unknown, now: Date, settings: unknown): SourceAlert[] };

type MakeSample = (status: AlertStatus, now: Date) => Sample;

const family = (status: AlertStatus, now: Date) => ({
  status: status.toLowerCase(),
  labels,
  annotations: { summary },
  startsAt: new Date(now.getTime() - 60_000).toISOString(),
  endsAt: status === 'RESOLVED' ? now.toISOString() : '0001-01-01T00:00:00Z',
});

/** Samples of the formats that have alerts of one shape. What has none is tested by its own sender. */
export const samples: Partial<Record<IntegrationSource, MakeSample>> = {
  ALERTMANAGER: (status, now) => ({
    body: { version: '4', groupKey: '{}:{}', receiver: 'sre-platform', status: status.toLowerCase(), alerts: [family(status, now)] },
    read: readAlertmanagerOrMapped,
  }),
  PROMETHEUS: (status, now) => {
    const { status: _, endsAt, ...alert } = family(status, now);
    return { body: [status === 'RESOLVED' ? { ...alert, endsAt } : alert], read: readPrometheus };
  },
  GRAFANA: (status, now) => ({ body: { version: '1', status: status.toLowerCase(), alerts: [family(status, now)] }, read: readGrafana }),
  PAGERDUTY: () => ({
    body: {
      event_action: 'trigger',
      dedup_key: 'sre-platform-test',
      payload: { summary, source: 'sre-platform', severity: 'info', custom_details: labels },
    },
    read(body, now) {
      const event = readPagerdutyEvent(body);
      return event.event_action === 'trigger' ? [alertOfTrigger(event, event.dedup_key ?? '', now)] : [];
    },
  }),
  GENERIC: (status) => ({
    body: { title: alertname, status: status.toLowerCase(), severity: 'info', labels: { source: 'sre-platform' }, summary },
    read: (body, now, settings) => readGeneric(body, now, mappingOf(settings)),
  }),
};
