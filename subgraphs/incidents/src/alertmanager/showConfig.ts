import { formatMatcher, matchers } from '#contracts/matcher';
import type { Route } from '#prisma/generated/client';

type ConfigRoute = {
  receiver: string;
  matchers?: string[];
  group_by?: string[];
  group_wait?: string;
  group_interval?: string;
  repeat_interval?: string;
  continue?: true;
  mute_time_intervals?: string[];
  active_time_intervals?: string[];
  routes?: ConfigRoute[];
};

/** The tree of routes in Alertmanager's words; a receiver is named for each route, since who is told is not for routes to say. */
export function showConfig(routes: readonly Route[]): { route: ConfigRoute; receivers: { name: string }[] } {
  const childrenOf = Map.groupBy(routes, ({ parentId }) => parentId);
  const [root] = childrenOf.get(null) ?? [];
  const names = [...new Set(routes.map(({ name }) => name))];
  return {
    route: root ? showRoute(root, childrenOf) : { receiver: 'default' },
    receivers: (names.length > 0 ? names : ['default']).map((name) => ({ name })),
  };
}

function showRoute(route: Route, childrenOf: ReadonlyMap<string | null, Route[]>): ConfigRoute {
  const conditions = matchers.parse(route.matchers).map(formatMatcher);
  const children = childrenOf.get(route.id) ?? [];
  return {
    receiver: route.name,
    ...(conditions.length > 0 && { matchers: conditions }),
    ...(!route.inheritsGroupBy && { group_by: route.groupBy }),
    ...duration('group_wait', route.groupWaitMs),
    ...duration('group_interval', route.groupIntervalMs),
    ...duration('repeat_interval', route.repeatIntervalMs),
    ...(route.continues && { continue: true as const }),
    ...(route.muteTimeIntervals.length > 0 && { mute_time_intervals: route.muteTimeIntervals }),
    ...(route.activeTimeIntervals.length > 0 && { active_time_intervals: route.activeTimeIntervals }),
    ...(children.length > 0 && { routes: children.map((child) => showRoute(child, childrenOf)) }),
  };
}

/** Alertmanager's durations; null is inherited from above. */
function duration<Name extends string>(name: Name, ms: number | null): { [N in Name]?: string } {
  if (ms === null) return {};
  return { [name]: ms % 1_000 === 0 ? `${ms / 1_000}s` : `${ms}ms` } as { [N in Name]?: string };
}
