import { GraphQLError } from 'graphql';
import type {
  HeartbeatState,
  IntegrationChange,
  IntegrationSource,
  NewIntegration,
  PayloadOutcome,
} from '../../api/generated/graphql';
import { connection, type Paging } from './connection';

/** An integration of the fake platform. */
export interface IntegrationRecord {
  id: string;
  name: string;
  source: IntegrationSource;
  enabled: boolean;
  settings: object;
  lastReceivedAt: string | null;
  refused: number;
  heartbeat: HeartbeatState | null;
  payloads: PayloadRecord[];
}

export interface PayloadRecord {
  id: string;
  outcome: PayloadOutcome;
  code: string | null;
  message: string | null;
  body: string | null;
}

export function integrationOf(given: Partial<IntegrationRecord> & { name: string }): IntegrationRecord {
  return {
    id: given.name.toLowerCase(),
    source: 'ALERTMANAGER',
    enabled: true,
    settings: {},
    lastReceivedAt: new Date().toISOString(),
    refused: 0,
    heartbeat: null,
    payloads: [],
    ...given,
  };
}

/** The part of the schema's root that is about integrations. */
export function createIntegrations(records: IntegrationRecord[], allow: (permission: string) => void) {
  const find = (id: string) => {
    const integration = records.find((other) => other.id === id);
    if (integration === undefined) {
      throw new GraphQLError('There is no such integration.', { extensions: { code: 'NOT_FOUND' } });
    }
    return integration;
  };
  const issue = (integration: IntegrationRecord) => ({
    token: 'sre_int_new',
    addresses: [
      { purpose: 'ALERTS', url: 'https://sre.example.com/ingest/alertmanager/sre_int_new', token: 'ADDRESS' },
    ],
    integration: view(integration),
  });
  return {
    integrations: ({ filter, ...paging }: Paging & { filter?: { search?: string | null } }) =>
      connection(
        records.filter(({ name }) => name.toLowerCase().includes(filter?.search?.toLowerCase() ?? '')).map(view),
        paging
      ),
    integration: ({ id }: { id: string }) => {
      const integration = records.find((other) => other.id === id);
      return integration && view(integration);
    },
    payload: ({ id }: { id: string }) => {
      const payload = records.flatMap(({ payloads }) => payloads).find((other) => other.id === id);
      return payload && payloadView(payload);
    },
    createIntegration: ({ input }: { input: NewIntegration }) => {
      allow('integrations:manage');
      const integration = integrationOf({ name: input.name, source: input.source, lastReceivedAt: null });
      records.unshift(integration);
      return issue(integration);
    },
    updateIntegration: ({ id, input }: { id: string; input: IntegrationChange }) => {
      allow('integrations:manage');
      const integration = find(id);
      integration.name = input.name ?? integration.name;
      integration.enabled = input.enabled ?? integration.enabled;
      integration.settings = input.settings ?? integration.settings;
      return view(integration);
    },
    /** The usual way for two fields, and no alert: reading bodies is the platform's. */
    previewMapping: ({ settings }: { settings?: { mapping?: object } | null }) => ({
      alerts: [],
      problems: [],
      mapping: {
        status: "has(item.status) ? item.status : 'firing'",
        labels: { '...': 'item.labels' },
        ...settings?.mapping,
      },
    }),
    rotateIntegrationToken: ({ id }: { id: string }) => {
      allow('integrations:manage');
      return issue(find(id));
    },
    deleteIntegration: ({ id }: { id: string }) => {
      const integration = find(id);
      records.splice(records.indexOf(integration), 1);
      return view(integration);
    },
  };
}

const at = '2026-01-01T00:00:00Z';

function view({ heartbeat, payloads, refused, ...integration }: IntegrationRecord) {
  return {
    ...integration,
    labels: {},
    fingerprintLabels: [],
    rateLimit: null,
    ownerTeamId: null,
    signed: false,
    createdAt: at,
    archivedAt: null,
    previousTokenUntil: null,
    addresses: [{ purpose: 'ALERTS', url: 'https://sre.example.com/ingest/alertmanager/{token}', token: 'ADDRESS' }],
    heartbeat: heartbeat && {
      intervalSeconds: 60,
      graceSeconds: 60,
      severity: 'CRITICAL',
      state: heartbeat,
      lastBeatAt: at,
      dueAt: at,
      missedAt: null,
    },
    traffic: {
      since: at,
      buckets: [{ at, alerts: 5, refused }],
      alertsPerMinute: 2.5,
      requests: 10,
      refused,
      refusedShare: refused / (10 + refused),
    },
    quality: {
      since: at,
      received: 100,
      changed: 40,
      dedupRatio: 0.6,
      incidents: 8,
      noiseShare: 0.25,
      neverActedShare: null,
      medianSecondsToAcknowledge: 95,
    },
    payloads: ({ outcome, ...paging }: Paging & { outcome?: PayloadOutcome | null }) =>
      connection(payloads.filter((payload) => !outcome || payload.outcome === outcome).map(payloadView), paging),
  };
}

function payloadView(payload: PayloadRecord) {
  return { ...payload, at, origin: 'SENDER', alertCount: 1, times: 1, bodyBytes: 100, decisions: [] };
}
