import type { Caller } from '#kit/caller';
import type { TenantDb } from '#kit/tenant';
import type { Platform } from '#kit/transact';
import { createLoaders, type Loaders } from './loaders.ts';

/** The tables of this subgraph; touching any other does not compile. */
export type IdentityDb = Pick<
  TenantDb,
  'tenant' | 'person' | 'personIdentity' | 'team' | 'teamMember' | 'teamRole' | 'role' | 'apiKey' | 'connection' | '$queryRaw' | '$executeRaw'
>;

/** What every resolver of one request is given. */
export type IdentityContext = { caller: Caller; db: IdentityDb; platform: Platform; loaders: Loaders };

export function createContext(platform: Platform, caller: Caller, db: IdentityDb): IdentityContext {
  return { caller, db, platform, loaders: createLoaders(db) };
}
