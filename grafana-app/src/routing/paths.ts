import pluginJson from '../plugin.json';

/** Where the app lives inside Grafana. Grafana itself adds the sub-path it may be served under. */
export const APP_ROOT = `/a/${pluginJson.id}`;

/** Where an administrator configures the app. */
export const CONFIG_PATH = `/plugins/${pluginJson.id}`;

/** Absolute paths of every page, for links and navigation. Identifiers are escaped here and nowhere else. */
export const paths = {
  incidents: `${APP_ROOT}/incidents`,
  incident: (id: string) => `${APP_ROOT}/incidents/${encodeURIComponent(id)}`,
  alerts: `${APP_ROOT}/alerts`,
  alert: (id: string) => `${APP_ROOT}/alerts?id=${encodeURIComponent(id)}`,
  resources: `${APP_ROOT}/resources`,
  resource: (id: string) => `${APP_ROOT}/resources/${encodeURIComponent(id)}`,
} as const;
