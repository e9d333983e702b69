import React, { lazy, Suspense } from 'react';
import { AppPlugin } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import type { AppConfigProps, AppSettings } from './components/AppConfig/settings';
import { AppErrorBoundary } from './components/AppErrorBoundary/AppErrorBoundary';
import { loadTranslations } from './i18n/loadTranslations';
import { reloadOnce } from './loading/reloadOnce';

const LazyApp = lazy(async () => {
  const [{ App }] = await Promise.all([reloadOnce(() => import('./components/App/App')), loadTranslations()]);
  return { default: App };
});

const LazyAppConfig = lazy(async () => {
  const [{ AppConfig }] = await Promise.all([
    reloadOnce(() => import('./components/AppConfig/AppConfig')),
    loadTranslations(),
  ]);
  return { default: AppConfig };
});

const Root = () => (
  <AppErrorBoundary>
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LazyApp />
    </Suspense>
  </AppErrorBoundary>
);

const Configuration = (props: AppConfigProps) => (
  <AppErrorBoundary>
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      <LazyAppConfig {...props} />
    </Suspense>
  </AppErrorBoundary>
);

export const plugin = new AppPlugin<AppSettings>().setRootPage(Root).addConfigPage({
  title: 'Configuration',
  icon: 'cog',
  body: Configuration,
  id: 'configuration',
});
