import type { Caller } from '#kit/caller';
import type { TenantDb } from '#kit/tenant';
import { createLoaders, type Loaders } from './insight/loadInsights.ts';

/** The tables of this subgraph; touching any other does not compile. */
export type AgentsDb = Pick<TenantDb, 'insight' | 'incidentLook' | '$queryRaw' | '$executeRaw'>;

/** What every resolver of one request is given. */
export type AgentsContext = { caller: Caller; loaders: Loaders };

export function createContext(caller: Caller, db: AgentsDb): AgentsContext {
  return { caller, loaders: createLoaders(db) };
}
