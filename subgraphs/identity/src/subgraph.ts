import { viewerOf } from '#kit/caller';
import { buildSubgraph } from '#kit/schema';
import type { Subgraph } from '#kit/subgraph';
import type { Platform } from '#kit/transact';
import { createContext } from './context.ts';
import { DirectoryResolver } from './directory/directory.resolver.ts';
import { PersonResolver } from './person/person.resolver.ts';
import { resolvePerson } from './person/resolvePerson.ts';
import { resolveTeam } from './team/resolveTeam.ts';
import { TeamResolver } from './team/team.resolver.ts';
import { ViewerResolver } from './viewer/viewer.resolver.ts';

/** Tenants, people, teams, roles, keys and audit: who is asking, and what they may do. The gateway asks `identify.ts`, not this graph. */
export function createIdentity(platform: Platform): Subgraph {
  return {
    name: 'identity',
    schema: buildSubgraph([ViewerResolver, DirectoryResolver, TeamResolver, PersonResolver], { Person: resolvePerson, Team: resolveTeam }),
    contextFor(caller) {
      const reader = platform.database.openReader(caller.tenantId, viewerOf(caller));
      return { context: createContext(platform, caller, reader.db), close: () => reader.close() };
    },
    routes: [],
    tasks: [],
    handlers: [],
    crons: [],
  };
}
