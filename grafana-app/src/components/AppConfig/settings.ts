import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';

/** What Grafana stores for the app and shows to everyone (`jsonData`). */
export interface AppSettings {
  /** Address of the gateway as Grafana's server reaches it, without a trailing slash. */
  gatewayUrl?: string;
}

/** What Grafana stores encrypted and never returns (`secureJsonData`). */
export interface AppSecrets {
  /** Proves to the gateway that a request came through this Grafana. */
  connectionSecret: string;
}

export type AppConfigProps = PluginConfigPageProps<AppPluginMeta<AppSettings>>;
