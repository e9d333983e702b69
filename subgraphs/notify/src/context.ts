import type { SecretKey } from '#kit/secret';
import type { Directory } from '#contracts/directory';
import type { IncidentStates } from '#contracts/incidentStates';
import type { Caller } from '#kit/caller';
import type { Outbound } from '#kit/outbound';
import type { TenantDb } from '#kit/tenant';
import type { Platform } from '#kit/transact';
import { createLoaders, type Loaders } from './delivery/loadDeliveries.ts';
import { createFactsLoader, type FactsLoader } from './schedule/loadFacts.ts';

/** What notify needs from whoever starts it. */
export type NotifyPlatform = Platform & {
  outbound: Outbound;
  /** Who people and teams are. */
  directory: Directory<Pick<TenantDb, '$queryRaw'>>;
  /** How incidents stand at this moment. */
  incidents: IncidentStates<Pick<TenantDb, '$queryRaw'>>;
  /** SECRET_KEY, 32 bytes: seals the channels' secrets. */
  secretKey: SecretKey;
  /**
   * Where people and chats reach the platform, without a slash at the end, which is also the source of its CloudEvents; null when nobody said. Asked for late,
   * since a port may be found out at the start.
   */
  origin(): string | null;
  /** Address outside that hears every minute that the auditor went through; null for none. */
  heartbeatUrl?: string | null;
  /** Milliseconds that a receiver may take; below the lease, so that a living worker always ends in time. 8,000 by default. */
  requestTimeoutMs?: number;
  /** Uniform random numbers in [0, 1) for the jitter; Math.random by default. */
  random?: () => number;
};

/** The tables of this subgraph; touching any other does not compile. */
export type NotifyDb = Pick<
  TenantDb,
  | 'auditFinding'
  | 'auditRound'
  | 'calendarLink'
  | 'channel'
  | 'contact'
  | 'delegation'
  | 'delivery'
  | 'deliveryAttempt'
  | 'escalationChain'
  | 'escalationChainVersion'
  | 'escalationDecision'
  | 'escalationRun'
  | 'noticeAnswer'
  | 'noticeDispatch'
  | 'noticeTemplate'
  | 'noticeTemplateVersion'
  | 'page'
  | 'personalSetting'
  | 'policyVersion'
  | 'roundRobin'
  | 'schedule'
  | 'scheduleFeed'
  | 'scheduleOverride'
  | 'scheduleSwap'
  | 'scheduleVersion'
  | '$queryRaw'
  | '$executeRaw'
>;

/** What every resolver of one request is given. */
export type NotifyContext = { caller: Caller; db: NotifyDb; platform: NotifyPlatform; loaders: Loaders; facts: FactsLoader };

export function createContext(platform: NotifyPlatform, caller: Caller, db: NotifyDb): NotifyContext {
  return { caller, db, platform, loaders: createLoaders(db, () => platform.clock.now()), facts: createFactsLoader(db) };
}
