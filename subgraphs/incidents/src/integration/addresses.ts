import type { IntegrationSource } from '#prisma/generated/client';

/** What an address is for, and where a request to it carries the token. */
type Path = { purpose: AddressPurpose; path: string; token: TokenPlace };

export const addressPurposes = ['ALERTS', 'CHANGES', 'HEARTBEAT'] as const;
export type AddressPurpose = (typeof addressPurposes)[number];

export const tokenPlaces = ['ADDRESS', 'ROUTING_KEY', 'GENIE_KEY'] as const;
export type TokenPlace = (typeof tokenPlaces)[number];

/** Stands in an address where the token belongs. */
export const tokenPlaceholder = '{token}';

const alerts = (path: string, token: TokenPlace = 'ADDRESS'): Path => ({ purpose: 'ALERTS', path, token });
const heartbeat: Path = { purpose: 'HEARTBEAT', path: '/ingest/heartbeat/{token}', token: 'ADDRESS' };

/** Where the senders of each source send to. Prometheus is told the address of an Alertmanager, below which it finds its way itself. */
const paths: Record<IntegrationSource, readonly Path[]> = {
  ALERTMANAGER: [alerts('/ingest/alertmanager/{token}')],
  PROMETHEUS: [alerts('/ingest/prometheus/{token}')],
  GRAFANA: [alerts('/ingest/grafana/{token}')],
  PAGERDUTY: [
    alerts('/ingest/pagerduty/v2/enqueue', 'ROUTING_KEY'),
    { purpose: 'CHANGES', path: '/ingest/pagerduty/v2/change/enqueue', token: 'ROUTING_KEY' },
  ],
  OPSGENIE: [alerts('/ingest/opsgenie/v2/alerts', 'GENIE_KEY')],
  ONCALL: [alerts('/integrations/v1/webhook/{token}/')],
  CLOUDEVENTS: [alerts('/ingest/cloudevents/{token}')],
  OPENLINEAGE: [alerts('/ingest/openlineage/{token}/api/v1/lineage')],
  GENERIC: [alerts('/ingest/generic/{token}')],
  HEARTBEAT: [heartbeat],
  // Mail is sent to a mailbox, not to an address of this kind.
  EMAIL: [],
};

/** An address as a sender is told it. */
export type Address = { purpose: AddressPurpose; url: string; token: TokenPlace };

/** The addresses of an integration below an origin, or alone while nobody said where the platform is reached; `token` fills its place. */
export function addressesOf(source: IntegrationSource, hasHeartbeat: boolean, origin: string | null, token: string = tokenPlaceholder): Address[] {
  const all = hasHeartbeat && source !== 'HEARTBEAT' ? [...paths[source], heartbeat] : paths[source];
  return all.map(({ path, ...address }) => ({ ...address, url: (origin ?? '') + path.replace(tokenPlaceholder, token) }));
}
