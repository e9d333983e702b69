import type { PluginManifest } from './readPlugin.ts';
import { type HostUser, includesRole } from './users.ts';

/** An entry of the menu, in the shape that Grafana's boot data has. */
export interface NavLink {
  id: string;
  text: string;
  url?: string;
  icon?: string;
  img?: string;
  isSection?: boolean;
  pluginId?: string;
  children?: NavLink[];
}

/**
 * Draws the menu as Grafana does for an app: the pages it adds that the person's role may see, under the app, whose own link
 * is its default page. An app without a page is not in the menu, nor is one that is not enabled.
 */
export function drawNavigation(plugin: PluginManifest, enabled: boolean, user: HostUser): NavLink[] {
  const home: NavLink = { id: 'home', text: 'Home', icon: 'home-alt', url: '/', isSection: true };
  const visible = (plugin.includes ?? []).filter(
    (include) => include.type === 'page' && include.addToNav && (!include.role || includesRole(user.role, include.role))
  );
  if (!enabled || visible.length === 0) {
    return [home];
  }
  const first = visible.find((include) => include.defaultNav) ?? visible[0];
  return [
    home,
    {
      id: `plugin-page-${plugin.id}`,
      text: plugin.name,
      img: `/public/plugins/${plugin.id}/${plugin.info.logos.small}`,
      url: first?.path ?? `/a/${plugin.id}`,
      isSection: true,
      pluginId: plugin.id,
      children: visible.map((include) => ({
        id: `standalone-plugin-page-${include.path}`,
        text: include.name,
        url: include.path ?? `/a/${plugin.id}`,
        pluginId: plugin.id,
      })),
    },
  ];
}
