import type { PluginRoute } from './readPlugin.ts';
import { includesRole, type Role } from './users.ts';

/** Which route of the plugin answers a request, or why none does, in Grafana's own words. */
export type RouteMatch =
  { outcome: 'matched'; route: PluginRoute; rest: string } | { outcome: 'refused'; status: 403 | 404; message: string };

/**
 * Chooses the route as Grafana's plugin proxy does: the first whose method and path fit decides, also when it then refuses
 * the role. A method is one exact word, or `*` or nothing for any.
 * @param path what follows `/api/plugin-proxy/<id>`, still escaped
 */
export function matchRoute(routes: readonly PluginRoute[], method: string, path: string, role: Role): RouteMatch {
  const cleaned = cleanPath(path);
  for (const route of routes) {
    const anyMethod = route.method === undefined || route.method === '' || route.method === '*';
    const rest = anyMethod || route.method === method ? restBelow(route.path, cleaned) : undefined;
    if (rest === undefined) {
      continue;
    }
    if (route.reqRole !== undefined && !includesRole(role, route.reqRole)) {
      return { outcome: 'refused', status: 403, message: 'plugin proxy route access denied' };
    }
    return { outcome: 'matched', route, rest };
  }
  return { outcome: 'refused', status: 404, message: 'plugin route match not found' };
}

/** Resolves `.` and `..` and drops empty segments and the trailing slash, as Go's `path.Join("/", path)`. */
function cleanPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment);
    }
  }
  return segments.join('/');
}

/** What a `*` at the end of the pattern stands for, nothing for a pattern that fits exactly, undefined for one that does not. */
function restBelow(pattern: string, path: string): string | undefined {
  const trimmed = pattern.replace(/^\/+|\/+$/g, '');
  if (!trimmed.endsWith('*')) {
    return trimmed === path ? '' : undefined;
  }
  const prefix = trimmed.slice(0, -1);
  return path.startsWith(prefix) && path.length > prefix.length ? path.slice(prefix.length) : undefined;
}
