import { config } from '@grafana/runtime';
import pluginJson from '../plugin.json';

/** The app's part of Grafana's plugin proxy. */
export const PROXY = `/api/plugin-proxy/${pluginJson.id}`;

/** Where questions go. Grafana's backend service adds the sub-path that Grafana may be served under. */
export const GRAPHQL_URL = `${PROXY}/graphql`;

/** Where the live stream is, with the sub-path, since the browser's own fetch is used for it. */
export function streamUrl(): string {
  return `${config.appSubUrl ?? ''}${PROXY}/stream`;
}
