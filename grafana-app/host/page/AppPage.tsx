import { type AppPlugin, type AppRootProps, PluginContextProvider } from '@grafana/data';
import { config, locationSearchToObject } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert } from '@grafana/ui';
import { useMemo } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { findSection } from './findSection.ts';
import { PluginPage } from './PluginPage.tsx';
import { SectionContext } from './pageStore.ts';
import { texts } from './texts.ts';

/** The plugin's root page, below `/a/<id>`. */
export function AppPage({ plugin }: { plugin: AppPlugin }) {
  const { pathname, search } = useLocation();
  const section = useMemo(() => findSection(config.bootData.navTree, pathname, plugin.meta.name), [pathname, plugin]);
  const Root: React.ComponentType<AppRootProps> | undefined = plugin.root;
  return (
    <SectionContext.Provider value={section}>
      <PluginContextProvider meta={plugin.meta}>
        {Root === undefined || !plugin.meta.enabled ? (
          <PluginPage>
            <Alert severity="warning" title={texts.notEnabled}>
              {texts.notEnabledHint}
            </Alert>
          </PluginPage>
        ) : (
          <ErrorBoundaryAlert style="page">
            <Root
              meta={plugin.meta}
              basename={pathname}
              path={pathname}
              query={locationSearchToObject(search)}
              onNavChanged={() => {}}
            />
          </ErrorBoundaryAlert>
        )}
      </PluginContextProvider>
    </SectionContext.Provider>
  );
}
