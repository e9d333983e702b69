import { Prisma } from '#prisma/generated/client';
import type { Graph } from '#graph/createGraph';
import { judgePart, type Readiness } from '#kit/readiness';
import type { Platform } from '#kit/transact';
import type { Config } from './config.ts';

/**
 * The state of the servers behind a process, those that are configured. Nothing is answered without the database. Without Redis pages refetch
 * when they see the gap, and without Neo4j PostgreSQL answers the lineage: both only degrade.
 */
export function serversReady(
  { database, live }: Platform,
  config: Pick<Config, 'REDIS_URL'>,
  graph?: Pick<Graph, 'checkNeo4j'>,
): Promise<Readiness[]> {
  const checkNeo4j = graph?.checkNeo4j;
  return Promise.all([
    judgePart('database', 'not ready', () => database.acrossTenants(Prisma.sql`SELECT 1`)),
    ...(config.REDIS_URL === undefined ? [] : [judgePart('redis', 'degraded', () => live.check())]),
    ...(checkNeo4j ? [judgePart('neo4j', 'degraded', () => checkNeo4j())] : []),
  ]);
}
