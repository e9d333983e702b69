import { countLimit, type Page, type PageArgs, readPage } from '#kit/page';
import { type ChangeEvent, Prisma } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import { z } from 'zod';
import { unremembered } from '../childPages.ts';
import type { IncidentsDb } from '../context.ts';

/** A change takes a while to hurt; what is older than this is rarely the reason. */
export const beforeOpeningHours = 2;
/** An incident may be open for weeks: only so many of the latest changes of its time are weighed. */
const mostWeighed = 1_000;
/** Labels that say how bad something is, or what the alert is called, and not what it is about. */
const aboutNothing = ['alertname', 'severity', 'priority', 'level', 'grafana_folder', 'prometheus'];

type Near = { change: ChangeEvent; shared: number };
type Position = [shared: number, at: string, id: string];
type Request = { incidentId: string; after: Position | null; take: number };

/** Pages and counts of the changes near incidents: two statements for all incidents that a request asks for. */
export type ChangesNear = { page: DataLoader<Request, Near[]>; count: DataLoader<string, number> };

const position = z.tuple([z.int(), z.iso.datetime(), z.uuid()]);

export function createChangesNear(db: IncidentsDb, now: () => Date): ChangesNear {
  return {
    page: new DataLoader((requests) => readPages(db, now(), requests), unremembered),
    count: new DataLoader((ids) => count(db, now(), ids), unremembered),
  };
}

/** One page of the changes near an incident, read together with the same page of other incidents. */
export async function readChangesNear(near: ChangesNear, incidentId: string, args: PageArgs): Promise<Page<ChangeEvent>> {
  const page = await readPage<Near, Position>(args, {
    position: ({ shared, change }) => [shared, change.at.toISOString(), change.id],
    shape: position,
    read: ({ after, take }) => near.page.load({ incidentId, after, take }),
    count: () => near.count.load(incidentId),
  });
  return {
    edges: page.edges.map(({ cursor, node }) => ({ cursor, node: node.change })),
    pageInfo: page.pageInfo,
    get totalCount() {
      return page.totalCount;
    },
  };
}

/** The changes of an incident's time, `i` being the incident. */
const inItsTime = (now: Date): Prisma.Sql => Prisma.sql`
  c.at >= i.opened_at - ${beforeOpeningHours}::int * interval '1 hour' AND c.at <= coalesce(i.resolved_at, ${now})`;

/** A port is not part of what a host is called, and case means nothing here. */
const plain = (value: Prisma.Sql): Prisma.Sql => Prisma.sql`lower(regexp_replace(${value}, ':[0-9]+$', ''))`;

async function readPages(db: IncidentsDb, now: Date, requests: readonly Request[]): Promise<Near[][]> {
  const found = await db.$queryRaw<{ request: number; at: Date; id: string; shared: number }[]>`
    SELECT r.request::int, n.at, n.id, n.shared
    FROM unnest(
      ${requests.map(({ incidentId }) => incidentId)}::uuid[],
      ${requests.map(({ after }) => after?.[0] ?? null)}::int[],
      ${requests.map(({ after }) => after?.[1] ?? null)}::timestamptz[],
      ${requests.map(({ after }) => after?.[2] ?? null)}::uuid[],
      ${requests.map(({ take }) => take)}::int[]
    ) WITH ORDINALITY AS r(incident_id, after_shared, after_at, after_id, take, request)
    JOIN incident i ON i.id = r.incident_id
    CROSS JOIN LATERAL (
      SELECT w.at, w.id, w.shared FROM (
        SELECT c.at, c.id, (
          SELECT count(DISTINCT ${plain(Prisma.sql`theirs.value`)})::int
          FROM jsonb_each_text(c.labels) theirs JOIN jsonb_each_text(i.labels) ours
            ON ${plain(Prisma.sql`theirs.value`)} = ${plain(Prisma.sql`ours.value`)}
          WHERE theirs.value <> '' AND theirs.key <> ALL(${aboutNothing}::text[]) AND ours.key <> ALL(${aboutNothing}::text[])
        ) AS shared
        FROM (SELECT c.* FROM change_event c WHERE ${inItsTime(now)} ORDER BY c.at DESC, c.id DESC LIMIT ${mostWeighed}) c
      ) w
      WHERE r.after_id IS NULL OR (w.shared, w.at, w.id) < (r.after_shared, r.after_at, r.after_id)
      ORDER BY w.shared DESC, w.at DESC, w.id DESC LIMIT r.take
    ) n
    ORDER BY r.request, n.shared DESC, n.at DESC, n.id DESC`;

  // The times are part of the key, and without them every partition would be searched.
  const rows =
    found.length === 0
      ? []
      : await db.changeEvent.findMany({ where: { at: { in: found.map(({ at }) => at) }, id: { in: found.map(({ id }) => id) } } });
  const changeOf = new Map(rows.map((change) => [change.id, change]));
  const pages = requests.map((): Near[] => []);
  for (const { request, id, shared } of found) {
    const change = changeOf.get(id);
    if (change) pages[request - 1]?.push({ change, shared });
  }
  return pages;
}

async function count(db: IncidentsDb, now: Date, ids: readonly string[]): Promise<number[]> {
  const most = Math.min(mostWeighed, countLimit);
  const counts = await db.$queryRaw<{ id: string; count: number }[]>`
    SELECT i.id, (SELECT count(*) FROM (SELECT FROM change_event c WHERE ${inItsTime(now)} LIMIT ${most}) c)::int AS count
    FROM incident i WHERE i.id = ANY(${[...ids]}::uuid[])`;
  const countOf = new Map(counts.map(({ id, count }) => [id, count]));
  return ids.map((id) => countOf.get(id) ?? 0);
}
