import pluginJson from '../plugin.json';

/** Where the app lives inside Grafana. Grafana itself adds the sub-path it may be served under. */
export const APP_ROOT = `/a/${pluginJson.id}`;

/** Where an administrator configures the app. */
export const CONFIG_PATH = `/plugins/${pluginJson.id}`;

/** Absolute paths of every page, for links and navigation. Identifiers are escaped here and nowhere else. */
export const paths = {
  routes: `${APP_ROOT}/routes`,
  correlation: `${APP_ROOT}/correlation`,
  policies: `${APP_ROOT}/policies`,
  chains: `${APP_ROOT}/chains`,
  incidents: `${APP_ROOT}/incidents`,
  incident: (id: string) => `${APP_ROOT}/incidents/${encodeURIComponent(id)}`,
  alerts: `${APP_ROOT}/alerts`,
  alert: (id: string) => `${APP_ROOT}/alerts?id=${encodeURIComponent(id)}`,
  rules: `${APP_ROOT}/rules`,
  rule: (id: string) => `${APP_ROOT}/rules/${encodeURIComponent(id)}`,
  /** Rules that read a metric. */
  rulesOfMetric: (metric: string) => `${APP_ROOT}/rules?metric=${encodeURIComponent(metric)}`,
  /** Rules by a text, such as the name that their alerts carry. */
  rulesFound: (text: string) => `${APP_ROOT}/rules?q=${encodeURIComponent(text)}`,
  ruleSources: `${APP_ROOT}/rules/sources`,
  managedRules: `${APP_ROOT}/rules/managed`,
  managedRule: (id: string) => `${APP_ROOT}/rules/managed/${encodeURIComponent(id)}`,
  /** A new rule: where it begins is chosen there, unless a template is named or `none`. */
  newManagedRule: (template?: string) =>
    `${APP_ROOT}/rules/managed/new${template === undefined ? '' : `?template=${encodeURIComponent(template)}`}`,
  ruleTargets: `${APP_ROOT}/rules/targets`,
  integrations: `${APP_ROOT}/integrations`,
  integration: (id: string) => `${APP_ROOT}/integrations/${encodeURIComponent(id)}`,
  myNotifications: `${APP_ROOT}/my-notifications`,
  onCall: `${APP_ROOT}/on-call`,
  schedules: `${APP_ROOT}/schedules`,
  newSchedule: `${APP_ROOT}/schedules/new`,
  schedule: (id: string) => `${APP_ROOT}/schedules/${encodeURIComponent(id)}`,
  editSchedule: (id: string) => `${APP_ROOT}/schedules/${encodeURIComponent(id)}/edit`,
  channels: `${APP_ROOT}/channels`,
  approvals: `${APP_ROOT}/approvals`,
  n8n: `${APP_ROOT}/n8n`,
  triggers: `${APP_ROOT}/triggers`,
  /** What triggers made of an incident. */
  triggersOf: (incidentId: string) => `${APP_ROOT}/triggers?tab=log&incident=${encodeURIComponent(incidentId)}`,
  silences: `${APP_ROOT}/silences`,
  templates: `${APP_ROOT}/templates`,
  deliveries: `${APP_ROOT}/deliveries`,
  /** Why people were told of an incident, or were not. */
  delivery: (id: string) => `${APP_ROOT}/deliveries?delivery=${encodeURIComponent(id)}`,
  whyPaged: (incidentId: string) => `${APP_ROOT}/deliveries?tab=why&incident=${encodeURIComponent(incidentId)}`,
  enrichment: `${APP_ROOT}/enrichment`,
  playbooks: `${APP_ROOT}/playbooks`,
  newPlaybook: `${APP_ROOT}/playbooks/new`,
  playbook: (id: string) => `${APP_ROOT}/playbooks/${encodeURIComponent(id)}`,
  scripts: `${APP_ROOT}/scripts`,
  newScript: `${APP_ROOT}/scripts/new`,
  script: (id: string) => `${APP_ROOT}/scripts/${encodeURIComponent(id)}`,
  secrets: `${APP_ROOT}/secrets`,
  runners: `${APP_ROOT}/runners`,
  runs: `${APP_ROOT}/runs`,
  runsOfPlaybook: (id: string) => `${APP_ROOT}/runs?playbook=${encodeURIComponent(id)}`,
  run: (id: string) => `${APP_ROOT}/runs/${encodeURIComponent(id)}`,
  resources: `${APP_ROOT}/resources`,
  resource: (id: string) => `${APP_ROOT}/resources/${encodeURIComponent(id)}`,
} as const;
