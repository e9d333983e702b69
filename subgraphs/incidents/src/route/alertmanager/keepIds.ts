import type { RouteDraft } from '../routeDraft.ts';

/** The draft with the ids of those nodes of the live tree that stand in the same place by name: imported again, a tree keeps its groups. */
export function keepIds(draft: RouteDraft, live: RouteDraft): RouteDraft {
  return {
    ...draft,
    id: live.id,
    children: draft.children.map((child) => {
      const same = live.children.find(({ name }) => name === child.name);
      return same ? keepIds(child, same) : child;
    }),
  };
}
