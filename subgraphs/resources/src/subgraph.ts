import { viewerOf } from '#kit/caller';
import type { LineageQuery } from '#graph/lineage';
import { buildSubgraph } from '#kit/schema';
import type { Subgraph } from '#kit/subgraph';
import { followEvent, followTogether } from '#kit/task';
import type { Platform } from '#kit/transact';
import { createContext } from './context.ts';
import { deriveResources } from './derive/deriveResources.ts';
import { linkDescribed } from './derive/linkDescribed.ts';
import { IncidentResolver } from './incident/incident.resolver.ts';
import { LineageResolver } from './lineage/lineage.resolver.ts';
import { RelationResolver } from './relation/relation.resolver.ts';
import { resolveResource } from './resource/resolveResource.ts';
import { ResourceResolver } from './resource/resource.resolver.ts';

/** What alerts are about, derived from their labels; and the lineage, as a field. */
export function createResources(platform: Platform & { lineage: LineageQuery }): Subgraph {
  return {
    name: 'resources',
    schema: buildSubgraph([ResourceResolver, RelationResolver, IncidentResolver, LineageResolver], {
      Resource: resolveResource,
      // The incidents subgraph says whether it exists; here it is only what resources hang on.
      Incident: ({ id }: { id: string }) => ({ id }),
    }),
    contextFor(caller) {
      const reader = platform.database.openReader(caller.tenantId, viewerOf(caller));
      return { context: createContext(caller, reader.db, platform.lineage), close: () => reader.close() };
    },
    routes: [],
    tasks: [],
    handlers: [
      followTogether('alerts.changed', 'deriveResources', (jobs) => deriveResources(platform, jobs)),
      followTogether('rules.matched', 'deriveResources', (jobs) => deriveResources(platform, jobs)),
      followEvent('incident.described', 'linkDescribed', (job) => linkDescribed(platform, job)),
    ],
    crons: [],
  };
}
