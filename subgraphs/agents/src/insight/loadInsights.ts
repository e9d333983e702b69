import { countLimit, type TimePosition } from '#kit/page';
import { type Insight as Row, Prisma } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import { z } from 'zod';
import { finding } from '../analysis/finding.ts';
import type { AgentsDb } from '../context.ts';
import type { Insight } from './insight.type.ts';

type PageOf = { incidentId: string; after: TimePosition | null; take: number };

/** One request's reads: whatever a page of incidents asks about each of them becomes one query. */
export type Loaders = {
  insight: DataLoader<string, Insight | null>;
  /** Insights into one incident, newest first. */
  page: DataLoader<PageOf, Insight[], string>;
  count: DataLoader<string, number>;
};

type InsightDb = Pick<AgentsDb, 'insight' | '$queryRaw'>;

export function createLoaders(db: InsightDb): Loaders {
  return {
    insight: new DataLoader(async (ids) => {
      const rows = await db.insight.findMany({ where: { id: { in: ids.filter(isUuid) } } });
      const found = new Map(rows.map((row) => [row.id, toInsight(row)]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    page: new DataLoader((wanted) => readPages(db, wanted), { cacheKeyFn: (page) => JSON.stringify([page.incidentId, pageOf(page)]) }),
    count: new DataLoader(async (incidentIds) => {
      const counts = await db.$queryRaw<{ incidentId: string; count: number }[]>`
        SELECT wanted AS "incidentId", (SELECT count(*) FROM (SELECT FROM insight WHERE incident_id = wanted LIMIT ${countLimit}) AS counted)::int AS count
        FROM unnest(${incidentIds.filter(isUuid)}::uuid[]) AS wanted`;
      const found = new Map(counts.map(({ incidentId, count }) => [incidentId, count]));
      return incidentIds.map((id) => found.get(id) ?? 0);
    }),
  };
}

/** One query for all incidents of which the same page is wanted: the first one as a rule. */
async function readPages(db: InsightDb, wanted: readonly PageOf[]): Promise<Insight[][]> {
  const found = new Map<string, Insight[]>();
  for (const [name, same] of Map.groupBy(wanted, pageOf)) {
    const [{ after, take } = { after: null, take: 0 }] = same;
    const rows = await db.$queryRaw<Row[]>`
      SELECT page.* FROM unnest(${same.map(({ incidentId }) => incidentId).filter(isUuid)}::uuid[]) AS wanted
      CROSS JOIN LATERAL (
        SELECT id, incident_id AS "incidentId", verdict, summary, suspects, evidence, created_at AS "createdAt"
        FROM insight WHERE incident_id = wanted
          ${after === null ? Prisma.empty : Prisma.sql`AND (created_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
        ORDER BY created_at DESC, id DESC LIMIT ${take}
      ) AS page
      ORDER BY page."createdAt" DESC, page.id DESC`;
    for (const [incidentId, ofIncident] of Map.groupBy(rows, (row) => row.incidentId)) found.set(`${incidentId} ${name}`, ofIncident.map(toInsight));
  }
  return wanted.map((page) => found.get(`${page.incidentId} ${pageOf(page)}`) ?? []);
}

const pageOf = ({ after, take }: PageOf): string => JSON.stringify([after, take]);
const isUuid = (id: string): boolean => z.uuid().safeParse(id).success;

function toInsight(row: Pick<Row, 'id' | 'createdAt' | 'verdict' | 'summary' | 'suspects' | 'evidence'>): Insight {
  const { verdict, summary, suspects, evidence } = finding.parse(row);
  return {
    id: row.id,
    createdAt: row.createdAt,
    verdict,
    summary,
    evidence,
    suspects: suspects.map(({ kind, id, label, score, reasons }, at) => ({
      rank: at + 1,
      score,
      node: { kind, id, label },
      resource: kind === 'RESOURCE' ? { id } : null,
      reasons,
    })),
  };
}
