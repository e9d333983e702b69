import type { EventPayload } from '#contracts/events';

type Linked = EventPayload<'resources.linked'>;

/** Relations by which the second resource carries the first, which goes down with it. A service (`exposes`) is there so that one of its pods may go. */
const carrying: ReadonlySet<string> = new Set(['runs_on', 'part_of']);

export type Below = { parent: string; child: string };

/** Which resources hang on which. */
export function belowOf(relations: Linked['relations']): Below[] {
  return relations.filter(({ kind, from, to }) => carrying.has(kind) && from !== to).map(({ from, to }) => ({ parent: to, child: from }));
}

/**
 * Which resources alerts are about: of those that their labels name, the ones below which they name no other. The alert of a pod names its node and its namespace
 * too, and says nothing of them.
 */
export function aboutOf(links: Linked['links'], below: readonly Below[]): { alertId: string; resourceId: string }[] {
  return [...Map.groupBy(links, ({ alertId }) => alertId)].flatMap(([alertId, named]) => {
    const ids = new Set(named.map(({ resource }) => resource.id));
    const carriers = new Set(below.filter(({ parent, child }) => ids.has(parent) && ids.has(child)).map(({ parent }) => parent));
    return [...ids].filter((id) => !carriers.has(id)).map((resourceId) => ({ alertId, resourceId }));
  });
}
