/** Tokens of the demo tenant's integrations, one of each source. */
export const integrationNames = [
  'alertmanager',
  'prometheus',
  'grafana',
  'pagerduty',
  'opsgenie',
  'oncall',
  'cloudevents',
  'openlineage',
  'generic',
  'heartbeat',
  'email',
] as const;
export type IntegrationName = (typeof integrationNames)[number];

export type IntegrationTokens = Record<IntegrationName, string>;

/** The variables by which a set-up file asks for the tokens: ALERTMANAGER_TOKEN, PROMETHEUS_TOKEN, … */
export function tokenVariables(tokens: IntegrationTokens): Record<string, string> {
  return Object.fromEntries(integrationNames.map((name) => [`${name.toUpperCase()}_TOKEN`, tokens[name]]));
}

/** Where to send what: an address with the token in it, or beside it where the client sends it apart (PagerDuty's routing_key, Opsgenie's GenieKey). */
export type IngestAddresses = Record<'alertmanager' | 'grafana' | 'oncall' | 'cloudevents' | 'openlineage' | 'generic' | 'heartbeat', string> & {
  /** Where Prometheus posts its alerts. */
  prometheus: string;
  /** The same as clients of Alertmanager's API are told it: Prometheus' `alertmanagers`, `amtool --alertmanager.url`. */
  alertmanagerApi: string;
  pagerduty: { address: string; changes: string; token: string };
  opsgenie: { address: string; token: string };
};

/** Addresses below the place where the incidents subgraph is served. */
export function ingestAddresses(url: string, tokens: IntegrationTokens): IngestAddresses {
  const ingest = `${url}/ingest`;
  const alertmanagerApi = `${ingest}/prometheus/${tokens.prometheus}`;
  return {
    alertmanager: `${ingest}/alertmanager/${tokens.alertmanager}`,
    prometheus: `${alertmanagerApi}/api/v2/alerts`,
    alertmanagerApi,
    grafana: `${ingest}/grafana/${tokens.grafana}`,
    pagerduty: { address: `${ingest}/pagerduty/v2/enqueue`, changes: `${ingest}/pagerduty/v2/change/enqueue`, token: tokens.pagerduty },
    opsgenie: { address: `${ingest}/opsgenie/v2/alerts`, token: tokens.opsgenie },
    oncall: `${url}/integrations/v1/webhook/${tokens.oncall}/`,
    cloudevents: `${ingest}/cloudevents/${tokens.cloudevents}`,
    openlineage: `${ingest}/openlineage/${tokens.openlineage}/api/v1/lineage`,
    generic: `${ingest}/generic/${tokens.generic}`,
    heartbeat: `${ingest}/heartbeat/${tokens.heartbeat}`,
  };
}
