import { type AppPlugin, PluginContextProvider } from '@grafana/data';
import { config, locationSearchToObject } from '@grafana/runtime';
import { useMemo } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { findSection } from './findSection.ts';
import { PluginPage } from './PluginPage.tsx';
import { SectionContext } from './pageStore.ts';
import { texts } from './texts.ts';

/** The plugin's page among Grafana's plugins, with a tab for each of its configuration pages. */
export function ConfigPage({ plugin }: { plugin: AppPlugin }) {
  const { pathname, search } = useLocation();
  const query = locationSearchToObject(search);
  const shown = plugin.configPages?.find(({ id }) => id === query.page) ?? plugin.configPages?.[0];
  const { meta } = plugin;
  const section = useMemo(() => {
    const { main } = findSection(config.bootData.navTree, pathname, meta.name);
    return { main, node: { text: texts.configuration } };
  }, [pathname, meta]);
  return (
    <SectionContext.Provider value={section}>
      <PluginContextProvider meta={meta}>
        <PluginPage
          subTitle={meta.info.description}
          info={[{ label: texts.version, value: meta.info.version }]}
          pageNav={{
            text: meta.name,
            img: `/${meta.info.logos.large}`,
            children: (plugin.configPages ?? []).map(({ id, title, icon }) => ({
              text: title,
              icon,
              url: `${pathname}?page=${id}`,
              active: id === shown?.id,
            })),
          }}
        >
          {shown && <shown.body plugin={plugin} query={query} />}
        </PluginPage>
      </PluginContextProvider>
    </SectionContext.Provider>
  );
}
