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
export type AutomationDb = Pick<
  TenantDb,
  | 'credential'
  | 'playbook'
  | 'run'
  | 'runOutput'
  | 'runStep'
  | 'script'
  | 'scriptVersion'
  | 'secret'
  | 'trigger'
  | 'triggerDecision'
  | '$executeRaw'
  | '$queryRaw'
>;

/** What every resolver of one request is given. */
export type AutomationContext = { caller: Caller; db: AutomationDb; platform: AutomationPlatform; loaders: Loaders };

export function createContext(platform: AutomationPlatform, caller: Caller, db: AutomationDb): AutomationContext {
  return { caller, db, platform, loaders: createLoaders(db) };
}
