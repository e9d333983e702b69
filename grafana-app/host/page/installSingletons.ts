import { EventBusSrv, type GrafanaConfig, locationUtil, setTimeZoneResolver } from '@grafana/data';
import {
  type BackendSrv,
  config,
  type DataSourceSrv,
  locationService,
  setAppEvents,
  setBackendSrv,
  setChromeHeaderHeightHook,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setHelpNavItemHook,
  setLocationSrv,
  setMegaMenuOpenHook,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginLinksHook,
  setReturnToPreviousHook,
  setTemplateSrv,
} from '@grafana/runtime';
import { setPluginPage } from 'grafana-internal/PluginPage';
import { createBackend } from './createBackend.ts';
import { PluginPage } from './PluginPage.tsx';

/** Height of the bars above a page, in pixels: what `useChromeHeaderHeight` tells plugins. */
export const CHROME_HEIGHT = 64;

/** Puts behind `@grafana/runtime` what Grafana puts there while it starts. Each may be set once only. */
export function installSingletons(): EventBusSrv {
  const events = new EventBusSrv();
  setAppEvents(events);
  setBackendSrv(createBackend(events) satisfies BackendSrv);
  setLocationSrv(locationService);
  setCurrentUser(config.bootData.user);
  setEchoSrv({ addBackend: () => {}, addEvent: () => {}, flush: () => {} });
  setDataSourceSrv(noDataSources);
  setTemplateSrv({
    getVariables: () => [],
    replace: (text = '') => text,
    containsTemplate: () => false,
    updateTimeRange: () => {},
  });
  setPluginPage(PluginPage);
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentHook(() => ({ component: undefined, isLoading: false }));
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setReturnToPreviousHook(() => () => {});
  setChromeHeaderHeightHook(() => CHROME_HEIGHT);
  setMegaMenuOpenHook(() => [true, () => {}]);
  setHelpNavItemHook(() => undefined);
  setTimeZoneResolver(() => 'browser');
  locationUtil.initialize({
    // One object under two declarations: @grafana/data calls some of its settings required that @grafana/runtime calls optional.
    config: config as unknown as GrafanaConfig,
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  return events;
}

const noDataSources: DataSourceSrv = {
  get: () => Promise.reject(new Error('The local host has no data sources')),
  getList: () => [],
  getInstanceSettings: () => undefined,
  reload: () => {},
  registerRuntimeDataSource: () => {},
};
