import { AppError } from '#kit/errors';
import type { Database, TenantDb } from '#kit/tenant';
import type { Neo4j } from '../connectNeo4j.ts';
import type { LineageQuery, Walk, WalkRequest } from '../lineage.ts';
import { heldChange } from '../projecting/heldChange.ts';
import { chooseStore } from './chooseStore.ts';
import { queryNeo4j } from './queryNeo4j.ts';
import { queryPostgres } from './queryPostgres.ts';
import { checkWalk, walkLineage } from './walkLineage.ts';

/** The lineage's one port: from Neo4j where it is given, answers and is up to date enough (chooseStore), else from PostgreSQL. */
export function queryLineage(database: Database, neo4j: Neo4j | null): LineageQuery {
  return {
    async walk(request) {
      checkWalk(request);
      if (neo4j === null) return askPostgres(database, request, 0);
      const recorded = await database.inTenant(request.tenantId, readProgress);
      const answer = await askNeo4j(neo4j, request, recorded).catch(nothingWhileAway);
      if (answer !== null && 'nodes' in answer) return answer;
      const behind = answer?.behind ?? Number(recorded.change - recorded.reached);
      return askPostgres(database, request, behind);
    },
  };
}

type Recorded = { change: bigint; reached: bigint };

async function askPostgres(database: Database, request: WalkRequest, behind: number): Promise<Walk> {
  const found = await database.inTenant(request.tenantId, (db) => walkLineage(queryPostgres(db), request));
  return { ...found, source: 'POSTGRES', behind };
}

/** The walk, or only how far Neo4j is behind when PostgreSQL is the better one to ask. */
function askNeo4j(neo4j: Neo4j, request: WalkRequest, recorded: Recorded): Promise<Walk | { behind: number }> {
  const { tenantId, isFresh = false } = request;
  return neo4j.read(async (tx) => {
    const { source, behind } = chooseStore({ ...recorded, held: await heldChange(tx, tenantId) }, isFresh);
    return source === 'NEO4J' ? { ...(await walkLineage(queryNeo4j(tx, tenantId), request)), source, behind } : { behind };
  });
}

/** How far the tenant's lineage is recorded, and how far PostgreSQL saw it projected. */
async function readProgress(db: Pick<TenantDb, 'lineageClock' | 'lineageProjection'>): Promise<Recorded> {
  const clock = await db.lineageClock.findFirst();
  const projection = await db.lineageProjection.findFirst();
  return { change: clock?.change ?? 0n, reached: projection?.reached ?? 0n };
}

function nothingWhileAway(error: unknown): null {
  if (error instanceof AppError && error.code === 'UNAVAILABLE') return null;
  throw error;
}
