import { lastValueFrom } from 'rxjs';
import type { AppPluginMeta } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import pluginJson from '../../plugin.json';
import type { AppSettings } from './settings';

/**
 * Reads the app's settings as Grafana has them now. The `meta` a page is given was read when the app was first loaded, so it
 * is out of date after a save in the same tab. Rejects with Grafana's `FetchError`.
 */
export async function readSettings(): Promise<AppPluginMeta<AppSettings>> {
  const answer = await lastValueFrom(
    getBackendSrv().fetch<AppPluginMeta<AppSettings>>({
      url: `/api/plugins/${pluginJson.id}/settings`,
      method: 'GET',
      showErrorAlert: false,
    })
  );
  return answer.data;
}
