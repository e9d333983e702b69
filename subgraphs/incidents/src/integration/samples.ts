import type { AlertStatus } from '#contracts/words';
import type { IntegrationSource } from '#prisma/generated/client';
import type { SourceAlert } from '../ingest/receivedAlert.ts';
import { readAlertmanagerOrMapped } from '../ingest/sources/alertmanagerOrMapped.ts';
import { mappingOf, readGeneric } from '../ingest/sources/generic/readGeneric.ts';
import { readCloudEvents } from '../ingest/sources/cloudevents/readCloudEvents.ts';
import { openSettings } from '../ingest/sources/cloudevents/settings.ts';
import { sortEvents } from '../ingest/sources/cloudevents/sortEvents.ts';
import { readFormattedWebhook } from '../ingest/sources/formattedWebhook.ts';
import { readGrafana } from '../ingest/sources/grafana.ts';
import { alertsOfRun, readOpenLineageEvent } from '../ingest/sources/openlineage.ts';
import { readOpsgenieAlert } from '../ingest/sources/opsgenie.ts';
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
  OPSGENIE: () => ({
    body: { message: alertname, alias: 'sre-platform-test', priority: 'P5', description: summary, source: 'sre-platform' },
    read: (body, now) => [readOpsgenieAlert(body, 'sre-platform-test', now)],
  }),
  ONCALL: (status) => ({
    body: { alert_uid: 'sre-platform-test', title: alertname, state: status === 'FIRING' ? 'alerting' : 'ok', message: summary },
    read: (body, now) => [readFormattedWebhook(body, now)],
  }),
  CLOUDEVENTS: (status, now) => ({
    body: {
      ...{ specversion: '1.0', id: 'sre-platform-test', source: '/sre-platform', type: 'org.sre-platform.test', time: now.toISOString() },
      data: { status: status.toLowerCase(), severity: 'info', message: summary },
    },
    read: (body, now, settings) =>
      sortEvents(readCloudEvents({ 'content-type': 'application/cloudevents+json' }, JSON.stringify(body)), openSettings(settings), now).alerts,
  }),
  OPENLINEAGE: (_, now) => ({
    body: {
      ...{ eventType: 'FAIL', eventTime: now.toISOString(), producer: 'https://sre-platform.example' },
      run: { runId: '00000000-0000-7000-8000-000000000000' },
      job: { namespace: 'sre-platform', name: 'test' },
    },
    read: (body, now) => alertsOfRun(readOpenLineageEvent(body), now),
  }),
  GENERIC: (status) => ({
    body: { title: alertname, status: status.toLowerCase(), severity: 'info', labels: { source: 'sre-platform' }, summary },
    read: (body, now, settings) => readGeneric(body, now, mappingOf(settings)),
  }),
};
