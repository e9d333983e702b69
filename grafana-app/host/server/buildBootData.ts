import type { Visitor } from './chooseVisitor.ts';
import type { NavLink } from './drawNavigation.ts';
import type { HostUser } from './users.ts';

/**
 * What Grafana puts into `window.grafanaBootData` before its code runs. `host` is the host's own, for its banner and switchers.
 */
export function buildBootData(
  visitor: Visitor,
  users: readonly HostUser[],
  navTree: NavLink[],
  appUrl: string,
  pluginId: string
) {
  const { user, theme, language } = visitor;
  return {
    assets: { dark: '', light: '' },
    navTree,
    user: {
      isSignedIn: true,
      id: user.id,
      uid: user.uid,
      login: user.login,
      email: user.email,
      name: user.name,
      externalUserId: '',
      theme,
      lightTheme: theme === 'light',
      orgCount: 1,
      orgId: 1,
      orgName: 'Main Org.',
      orgRole: user.role,
      isGrafanaAdmin: user.role === 'Admin',
      gravatarUrl: '',
      timezone: 'browser',
      weekStart: 'browser',
      locale: language,
      language,
      regionalFormat: language,
      permissions: { 'plugins.app:access': true },
      authenticatedBy: 'password',
    },
    settings: {
      appUrl,
      appSubUrl: '',
      namespace: 'default',
      buildInfo: {
        version: '12.4.2',
        versionString: 'Grafana v12.4.2',
        commit: '',
        commitShort: '',
        buildstamp: 0,
        env: 'production',
        edition: 'Open Source',
        latestVersion: '',
        hasUpdate: false,
        hideVersion: false,
      },
      featureToggles: { localizationForPlugins: true },
      apps: {},
      panels: {},
      datasources: {},
    },
    host: { pluginId, users: users.map(({ uid, name, role }) => ({ uid, name, role })) },
  };
}

export type HostBootData = ReturnType<typeof buildBootData>;
