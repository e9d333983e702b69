import { lastValueFrom } from 'rxjs';
import { getBackendSrv } from '@grafana/runtime';
import pluginJson from '../../plugin.json';
import type { AppSecrets, AppSettings } from './settings';

/** What the configuration page stores. A secret that is left out keeps the one Grafana already has. */
export interface SettingsToSave {
  enabled: boolean;
  pinned: boolean;
  jsonData: AppSettings;
  secureJsonData?: AppSecrets;
}

/** Stores the app's settings in Grafana, which encrypts the secret. Rejects with Grafana's `FetchError`. */
export async function saveSettings(settings: SettingsToSave): Promise<void> {
  await lastValueFrom(
    getBackendSrv().fetch({
      url: `/api/plugins/${pluginJson.id}/settings`,
      method: 'POST',
      data: settings,
      showErrorAlert: false,
      showSuccessAlert: false,
    })
  );
}
