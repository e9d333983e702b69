import type { EventName, EventPayload, FollowerOf } from '#contracts/events';
import { AppError } from '#kit/errors';
import { type Cron, followTogether, type TaskHandler } from '#kit/task';
import { type Platform, systemActor, transact, type Unit } from '#kit/transact';
import { connectNeo4j, type Neo4jOptions } from './connectNeo4j.ts';
import type { LineageQuery } from './lineage.ts';
import { createProjector, type Projector } from './projecting/createProjector.ts';
import { queryLineage } from './querying/queryLineage.ts';
import { recordAlertLineage } from './recording/recordAlertLineage.ts';
import { recordIncidentLineage } from './recording/recordIncidentLineage.ts';
import { recordOutcomeLineage } from './recording/recordOutcomeLineage.ts';
import { recordReportedLineage } from './recording/recordReportedLineage.ts';
import { recordResourceLineage } from './recording/recordResourceLineage.ts';
import { recordRuleLineage } from './recording/recordRuleLineage.ts';

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

  // In one transaction for all jobs of a tenant that wait: the tenant's clock lets one recording in at a time anyway.
  const record = <Name extends EventName>(event: Name, follower: FollowerOf<Name>, run: (unit: Unit, payload: EventPayload<Name>) => Promise<void>) =>
    followTogether(event, follower, async ({ tenantId, payloads }) => {
      await transact(platform, systemActor(tenantId), async (unit) => {
        for (const payload of payloads) await run(unit, payload);
      });
      projector?.wake(tenantId);
    });

  return {
    query: queryLineage(platform.database, neo4j),
    handlers: [
      record('alerts.changed', 'recordAlertLineage', recordAlertLineage),
      record('rules.synced', 'recordRuleLineage', recordRuleLineage),
      record('rules.matched', 'recordAlertLineage', recordAlertLineage),
      record('incident.opened', 'recordIncidentLineage', recordIncidentLineage),
      record('resources.linked', 'recordResourceLineage', recordResourceLineage),
      record('lineage.reported', 'recordReportedLineage', recordReportedLineage),
      record('delivery.finished', 'recordOutcomeLineage', (unit, payload) => recordOutcomeLineage(unit, 'delivery.finished', payload)),
      record('run.started', 'recordOutcomeLineage', (unit, payload) => recordOutcomeLineage(unit, 'run.started', payload)),
      record('run.finished', 'recordOutcomeLineage', (unit, payload) => recordOutcomeLineage(unit, 'run.finished', payload)),
      record('insight.found', 'recordOutcomeLineage', (unit, payload) => recordOutcomeLineage(unit, 'insight.found', payload)),
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
