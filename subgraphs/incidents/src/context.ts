import type { Caller } from '#kit/caller';
import type { TenantDb } from '#kit/tenant';
import type { Platform, Unit } from '#kit/transact';
import type { Loaders } from './loaders.ts';

/** The tables of this subgraph: touching a foreign one does not compile. */
export type IncidentsDb = Pick<
  TenantDb,
  'alert' | 'alertEvent' | 'incident' | 'incidentAlert' | 'integration' | 'payload' | 'route' | 'timelineEntry' | '$queryRaw' | '$executeRaw'
>;

/** A transaction of this subgraph. */
export type IncidentsUnit = Unit<IncidentsDb>;

/** What a resolver is given: who asks, a reader bound to the caller's tenant, and loaders that join the reads of one request. */
export type IncidentsContext = { caller: Caller; db: IncidentsDb; platform: Platform; loaders: Loaders };
