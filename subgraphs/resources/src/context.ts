import type { LineageQuery } from '#graph/lineage';
import type { Caller } from '#kit/caller';
import type { TenantDb } from '#kit/tenant';
import { createLoaders, type Loaders } from './loaders.ts';

/** The tables of this subgraph; touching any other does not compile. */
export type ResourcesDb = Pick<TenantDb, 'resource' | 'resourceRelation' | 'incidentResource' | '$queryRaw' | '$executeRaw'>;

/** What every resolver of one request is given. */
export type ResourcesContext = { caller: Caller; db: ResourcesDb; loaders: Loaders; lineage: LineageQuery };

export function createContext(caller: Caller, db: ResourcesDb, lineage: LineageQuery): ResourcesContext {
  return { caller, db, loaders: createLoaders(db), lineage };
}
