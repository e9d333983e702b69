import { drawNavigation } from './drawNavigation.ts';
import type { PluginManifest } from './readPlugin.ts';
import { defaultUsers } from './users.ts';

const [admin, , viewer] = defaultUsers;

const plugin: PluginManifest = {
  id: 'sre-platform-app',
  type: 'app',
  name: 'SRE Platform',
  info: { version: '1.0.0', logos: { small: 'img/logo.svg', large: 'img/logo.svg' } },
  includes: [
    { type: 'page', name: 'Alerts', path: '/a/sre-platform-app/alerts', role: 'Viewer', addToNav: true },
    { type: 'page', name: 'Incidents', path: '/a/sre-platform-app/incidents', addToNav: true, defaultNav: true },
    { type: 'page', name: 'Hidden', path: '/a/sre-platform-app/hidden' },
    { type: 'dashboard', name: 'Board', path: 'dashboards/board.json', addToNav: true },
    { type: 'page', name: 'Configuration', path: '/plugins/sre-platform-app', role: 'Admin', addToNav: true },
  ],
};

function appFor(user = admin, enabled = true, manifest = plugin) {
  return user && drawNavigation(manifest, enabled, user).find(({ pluginId }) => pluginId === plugin.id);
}

describe('drawNavigation', () => {
  it('lists the pages under the app, which leads to its default page', () => {
    const app = appFor();
    expect(app?.url).toBe('/a/sre-platform-app/incidents');
    expect(app?.img).toBe('/public/plugins/sre-platform-app/img/logo.svg');
    expect(app?.children?.map(({ text }) => text)).toEqual(['Alerts', 'Incidents', 'Configuration']);
  });

  it('leaves out what the role may not see', () => {
    expect(appFor(viewer)?.children?.map(({ text }) => text)).toEqual(['Alerts', 'Incidents']);
  });

  it('does not list an app that is not enabled, or has no page', () => {
    expect(appFor(admin, false)).toBeUndefined();
    expect(appFor(admin, true, { ...plugin, includes: [] })).toBeUndefined();
  });
});
