import type { EventName, EventPayload, FollowerOf } from '#contracts/events';
import { AppError } from '#kit/errors';
import { type Cron, followTogether, type TaskHandler } from '#kit/task';
import { type Platform, systemActor, transact } from '#kit/transact';
import { connectNeo4j, type Neo4jOptions } from './connectNeo4j.ts';
import type { LineageQuery } from './lineage.ts';
import { createProjector, type Projector } from './projecting/createProjector.ts';
import { queryLineage } from './querying/queryLineage.ts';
import { recordLineage, type Told } from './recording/recordLineage.ts';
import { tellAlertLineage } from './recording/tellAlertLineage.ts';
import { tellIncidentLineage } from './recording/tellIncidentLineage.ts';
import { tellOutcomeLineage } from './recording/tellOutcomeLineage.ts';
import { tellReportedLineage } from './recording/tellReportedLineage.ts';
import { tellResourceLineage } from './recording/tellResourceLineage.ts';
import { tellRuleLineage } from './recording/tellRuleLineage.ts';

export type Graph = {
  query: LineageQuery;
  /** The followers that record lineage. */
  handlers: TaskHandler[];
  /** Keep Neo4j up with what is recorded; none where no Neo4j is configured. */
  crons: Cron[];
  /** Rejects with UNAVAILABLE while the configured Neo4j does not answer; null where none is configured. */
  checkNeo4j: (() => Promise<void>) | null;
  /** Drops what Neo4j holds of a tenant, or of all, and projects it anew. UNAVAILABLE while Neo4j is away or not configured. */
  rebuild: Projector['rebuild'];
  /** Ends the projection in hand and closes the connections to Neo4j. */
  close(): Promise<void>;
};

/** The lineage library of one process: recorded in PostgreSQL always, projected to Neo4j and queried there where it is given. */
export function createGraph(platform: Platform, options: { neo4j?: Neo4jOptions } = {}): Graph {
  const neo4j = options.neo4j === undefined ? null : connectNeo4j(options.neo4j, platform);
  const projector = neo4j === null ? null : createProjector(platform, neo4j);

  // One recording for all jobs of a tenant that wait: the tenant's clock lets one in at a time anyway. What they explain is told of once, too.
  const record = <Name extends EventName>(event: Name, follower: FollowerOf<Name>, tell: (payload: EventPayload<Name>) => Told) =>
    followTogether(event, follower, async ({ tenantId, payloads }) => {
      const told = payloads.map(tell);
      const incidentIds = [...new Set(told.flatMap(({ incidentIds = [] }) => incidentIds))];
      await transact(platform, systemActor(tenantId), async ({ db, emit }) => {
        await recordLineage(db, told);
        if (incidentIds.length > 0) emit('lineage.recorded', { incidentIds });
      });
      projector?.wake(tenantId);
    });

  return {
    query: queryLineage(platform.database, neo4j),
    handlers: [
      record('alerts.changed', 'recordAlertLineage', tellAlertLineage),
      record('rules.synced', 'recordRuleLineage', tellRuleLineage),
      record('rules.matched', 'recordAlertLineage', tellAlertLineage),
      record('incident.opened', 'recordIncidentLineage', tellIncidentLineage),
      record('resources.linked', 'recordResourceLineage', tellResourceLineage),
      record('lineage.reported', 'recordReportedLineage', tellReportedLineage),
      record('delivery.finished', 'recordOutcomeLineage', (payload) => tellOutcomeLineage('delivery.finished', payload)),
      record('run.started', 'recordOutcomeLineage', (payload) => tellOutcomeLineage('run.started', payload)),
      record('run.finished', 'recordOutcomeLineage', (payload) => tellOutcomeLineage('run.finished', payload)),
      record('insight.found', 'recordOutcomeLineage', (payload) => tellOutcomeLineage('insight.found', payload)),
    ],
    crons: projector?.crons ?? [],
    checkNeo4j: neo4j && neo4j.check,
    async rebuild(scope) {
      if (projector === null) throw new AppError('UNAVAILABLE', 'No Neo4j is configured.');
      await projector.rebuild(scope);
    },
    async close() {
      await projector?.close();
      await neo4j?.close();
    },
  };
}
