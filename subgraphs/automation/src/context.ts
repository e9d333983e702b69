import type { SecretKey } from '#kit/secret';
import type { Caller } from '#kit/caller';
import type { Outbound } from '#kit/outbound';
import type { TenantDb } from '#kit/tenant';
import type { Platform } from '#kit/transact';
import { createLoaders, type Loaders } from './run/loadRuns.ts';

/** What automation needs from whoever starts it. */
export type AutomationPlatform = Platform & {
  outbound: Outbound;
  /** SECRET_KEY, 32 bytes: seals the secret headers of steps. */
  secretKey: SecretKey;
};

/** The tables of this subgraph; touching any other does not compile. */
export type AutomationDb = Pick<TenantDb, 'playbook' | 'trigger' | 'triggerDecision' | 'run' | 'runStep' | 'runOutput' | '$queryRaw'>;

/** What every resolver of one request is given. */
export type AutomationContext = { caller: Caller; loaders: Loaders };

export function createContext(caller: Caller, db: AutomationDb): AutomationContext {
  return { caller, loaders: createLoaders(db) };
}
