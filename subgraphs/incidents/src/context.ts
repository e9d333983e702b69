import type { SecretKey } from '#kit/secret';
import type { Directory } from '#contracts/directory';
import type { Caller } from '#kit/caller';
import type { ObjectStore } from '#kit/objects/objectStore';
import type { Outbound } from '#kit/outbound';
import type { TenantDb } from '#kit/tenant';
import type { Platform, Unit } from '#kit/transact';
import type { Loaders } from './loaders.ts';

/** What this subgraph needs from whoever starts it. */
export type IncidentsPlatform = Platform & {
  /** Requests to addresses that senders name. */
  outbound: Outbound;
  /** What people may do, for an answer that they give outside the pages. */
  directory: Pick<Directory<Pick<TenantDb, '$queryRaw'>>, 'rights'>;
  /** SECRET_KEY, 32 bytes: seals the secrets that senders sign with. */
  secretKey: SecretKey;
  /** Where senders reach the platform, without a slash at the end; null when nobody said. Asked for late, since a port may be found out at the start. */
  origin(): string | null;
  /** Folder into which the managed rules of every tenant are written, for a Prometheus that reads it; null for none. */
  rulesDir?: string | null;
  /** Where attachments are kept. */
  objects: ObjectStore;
  /** Size of the largest attachment, in bytes. */
  attachmentBytes: number;
};

/** The tables of this subgraph: touching a foreign one does not compile. */
export type IncidentsDb = Pick<
  TenantDb,
  | 'alert'
  | 'alertEvent'
  | 'alertRule'
  | 'alertRuleMatch'
  | 'changeEvent'
  | 'bulkAction'
  | 'bulkItem'
  | 'correlation'
  | 'correlationDecision'
  | 'correlationJudgement'
  | 'correlationRule'
  | 'deadline'
  | 'defaultView'
  | 'droppedAlert'
  | 'enrichmentVersion'
  | 'flapPolicy'
  | 'grafanaTarget'
  | 'heartbeat'
  | 'incident'
  | 'incidentAlert'
  | 'incidentAttachment'
  | 'objectRemoval'
  | 'incidentLink'
  | 'incidentMerge'
  | 'incidentRelation'
  | 'incidentRole'
  | 'incidentTask'
  | 'integration'
  | 'lookupTable'
  | 'managedRule'
  | 'payload'
  | 'quietClock'
  | 'quietPolicy'
  | 'refusal'
  | 'route'
  | 'routeReplay'
  | 'routeVersion'
  | 'ruleFeed'
  | 'ruleSource'
  | 'savedView'
  | 'serviceHours'
  | 'silence'
  | 'inhibitionRule'
  | 'maintenanceWindow'
  | 'timeInterval'
  | 'timelineEntry'
  | '$queryRaw'
  | '$executeRaw'
>;

/** A transaction of this subgraph. */
export type IncidentsUnit = Unit<IncidentsDb>;

/** What a resolver is given: who asks, a reader bound to the caller's tenant, and loaders that join the reads of one request. */
export type IncidentsContext = { caller: Caller; db: IncidentsDb; platform: IncidentsPlatform; loaders: Loaders };
