import { Prisma } from '#prisma/generated/client';
import { countLimit, type TimePosition } from '#kit/page';
import type { ResourcesDb } from '../context.ts';
import { createLists, type Lists } from '../lists.ts';

/** An incident that the resource `owner` is part of. */
export type IncidentRow = { owner: string; id: string; linkedAt: Date };

/** Newest link first. */
export function listIncidents(db: Pick<ResourcesDb, '$queryRaw'>): Lists<IncidentRow, TimePosition> {
  return createLists<IncidentRow, TimePosition>({
    read: (owners, { after, take }) => db.$queryRaw`
      SELECT owner, page.incident_id AS id, page.linked_at AS "linkedAt"
      FROM unnest(${owners}::uuid[]) AS owner
      CROSS JOIN LATERAL (
        SELECT incident_id, linked_at FROM incident_resource
        WHERE resource_id = owner
          ${after === null ? Prisma.empty : Prisma.sql`AND (linked_at, incident_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`}
        ORDER BY linked_at DESC, incident_id DESC LIMIT ${take}
      ) AS page
      ORDER BY owner, page.linked_at DESC, page.incident_id DESC`,
    count: (owners) => db.$queryRaw`
      SELECT owner, (SELECT count(*) FROM (SELECT FROM incident_resource WHERE resource_id = owner LIMIT ${countLimit}) AS counted)::int AS count
      FROM unnest(${owners}::uuid[]) AS owner`,
  });
}
