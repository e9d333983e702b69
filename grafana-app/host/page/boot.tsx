import './loadSystem.ts';
import './reset.css';
import { type AppPlugin, type EventBusExtended, ThemeContext } from '@grafana/data';
import { config, locationService, LocationServiceProvider } from '@grafana/runtime';
import { EmptyState, GlobalStyles, ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import { initializeI18n } from 'grafana-internal/i18n';
import { Router } from 'grafana-internal/router-v5';
import { createRoot } from 'react-dom/client';
import { CompatRouter, Navigate, Route, Routes } from 'react-router-dom-v5-compat';
import { AppPage } from './AppPage.tsx';
import { Chrome } from './Chrome.tsx';
import { cacheIcons } from './cacheIcons.ts';
import { ConfigPage } from './ConfigPage.tsx';
import { followLinks } from './followLinks.ts';
import { importPlugin, type InstalledApp, prepareSystem } from './importPlugin.ts';
import { installSingletons } from './installSingletons.ts';
import { shareDependencies } from './shareDependencies.ts';
import { forgetSwitches } from './switchVisitor.ts';
import { texts } from './texts.ts';
import { Toasts } from './Toasts.tsx';

/** Starts the page in the order Grafana does: what its packages rely on, then languages, then the plugin, then the page. */
async function boot(root: HTMLElement): Promise<void> {
  forgetSwitches();
  window.MonacoEnvironment = {
    getWorker: (_module, label) =>
      new Worker(`/public/host/monaco/${label === 'json' ? 'json' : 'editor'}.worker.js`, { name: label }),
  };
  const events = installSingletons();
  const { language } = window.grafanaBootData.user;
  await initializeI18n({ language, ns: ['grafana'], module: noTranslations }, language);
  const [meta] = await Promise.all([readMeta(), cacheIcons()]);
  prepareSystem(meta);
  shareDependencies();
  const plugin = await importPlugin(meta, language);
  followLinks();
  createRoot(root).render(<Host plugin={plugin} events={events} />);
}

/** i18next asks a backend for each language and waits for its answer if it takes fewer than three arguments. */
const noTranslations: { type: 'backend'; init(): void; read(language: string, namespace: string): Promise<object> } = {
  type: 'backend',
  init: () => {},
  read: async (_language, _namespace) => ({}),
};

async function readMeta(): Promise<InstalledApp> {
  const id = window.grafanaBootData.host.pluginId;
  const response = await fetch(`/api/plugins/${id}/settings`);
  if (!response.ok) {
    throw new Error(`The settings of ${id} answer ${response.status}`);
  }
  return response.json();
}

function Host({ plugin, events }: { plugin: AppPlugin; events: EventBusExtended }) {
  const { id } = plugin.meta;
  return (
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <Router history={locationService.getHistory()}>
        <LocationServiceProvider service={locationService}>
          <CompatRouter>
            <ModalsProvider>
              <div className="grafana-app">
                <Chrome>
                  <Routes>
                    <Route path="/" element={<Navigate to={`/a/${id}`} replace />} />
                    <Route path={`/a/${id}/*`} element={<AppPage plugin={plugin} />} />
                    <Route path={`/plugins/${id}`} element={<ConfigPage plugin={plugin} />} />
                    <Route path="*" element={<EmptyState variant="not-found" message={texts.notFound} />} />
                  </Routes>
                </Chrome>
              </div>
              <Toasts events={events} />
              <ModalRoot />
              <PortalContainer />
            </ModalsProvider>
          </CompatRouter>
        </LocationServiceProvider>
      </Router>
    </ThemeContext.Provider>
  );
}

const root = document.getElementById('reactRoot');
if (root !== null) {
  boot(root).catch((error: unknown) => {
    root.textContent = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    throw error;
  });
}
