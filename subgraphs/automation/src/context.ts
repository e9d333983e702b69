import type { Directory } from '#contracts/directory';
import type { LineageQuery } from '#graph/lineage';
import type { SecretKey } from '#kit/secret';
import type { Caller } from '#kit/caller';
import type { IncidentStates } from '#contracts/incidentStates';
import type { ObjectStore } from '#kit/objects/objectStore';
import type { Outbound } from '#kit/outbound';
import type { TenantDb } from '#kit/tenant';
import type { Platform, Unit } from '#kit/transact';
import { createLoaders } from './run/loadRuns.ts';
import { createApprovalLoaders } from './approvals/loadApprovals.ts';
import { createDaysLoader } from './stats/loadDays.ts';
import { createLastRunsLoader } from './stats/loadLastRuns.ts';
import { createStatsLoader } from './stats/loadStats.ts';
import { createTriggerLoaders } from './trigger/loadTriggers.ts';

/** What automation needs from whoever starts it. */
export type AutomationPlatform = Platform & {
  outbound: Outbound;
  /** How incidents stand at this moment. */
  incidents: IncidentStates<Pick<TenantDb, '$queryRaw'>>;
  /** Who people and teams are. */
  directory: Directory<Pick<TenantDb, '$queryRaw'>>;
  /** What hangs on what; absent where nobody walks it, as in a set-up. */
  lineage?: LineageQuery;
  /** SECRET_KEY, 32 bytes: seals the secret headers of steps. */
  secretKey: SecretKey;
  /** Where the output of jobs is kept. */
  objects: ObjectStore;
  /** What the platform's own runners show for a token; null where there are none. */
  runnerKey: string | null;
  /** Where callers and runners reach the platform, without a slash at the end; null when nobody said. Asked for late, since a port may be found out at the start. */
  origin(): string | null;
};

/** The tables of this subgraph; touching any other does not compile. */
export type AutomationDb = Pick<
  TenantDb,
  | 'approval'
  | 'approvalAnswer'
  | 'credential'
  | 'platformRunner'
  | 'n8nConnection'
  | 'playbook'
  | 'playbookVersion'
  | 'run'
  | 'runDecision'
  | 'runOutput'
  | 'runStep'
  | 'runner'
  | 'runnerJob'
  | 'runnerJobArtefact'
  | 'runnerJobPart'
  | 'script'
  | 'scriptVersion'
  | 'secret'
  | 'trigger'
  | 'triggerDecision'
  | 'triggerEvent'
  | 'hookReceipt'
  | '$executeRaw'
  | '$queryRaw'
>;

export type AutomationUnit = Unit<AutomationDb>;

/** What batches the questions of one request. */
export type Loaders = ReturnType<typeof createLoaders> &
  ReturnType<typeof createTriggerLoaders> &
  ReturnType<typeof createApprovalLoaders> &
  ReturnType<typeof createPlaybookLoaders>;

/** What every resolver of one request is given. */
export type AutomationContext = { caller: Caller; db: AutomationDb; platform: AutomationPlatform; loaders: Loaders };

export function createContext(platform: AutomationPlatform, caller: Caller, db: AutomationDb): AutomationContext {
  const loaders = { ...createLoaders(db), ...createTriggerLoaders(db), ...createApprovalLoaders(db) };
  return { caller, db, platform, loaders: { ...loaders, ...createPlaybookLoaders(db, () => platform.clock.now()) } };
}

/** How playbooks did. */
function createPlaybookLoaders(db: AutomationDb, now: () => Date) {
  return { stats: createStatsLoader(db, now), days: createDaysLoader(db, now), lastRuns: createLastRunsLoader(db) };
}
