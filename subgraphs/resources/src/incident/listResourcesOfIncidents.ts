import { Prisma } from '#prisma/generated/client';
import { countLimit } from '#kit/page';
import type { ResourcesDb } from '../context.ts';
import { createLists, type Lists } from '../lists.ts';
import type { NamePosition } from '../resource/readResources.ts';

/** A resource that the incident `owner` is about. */
export type ResourceOfIncident = { owner: string; id: string };

/** By name, as the list of all resources is. */
export function listResourcesOfIncidents(db: Pick<ResourcesDb, '$queryRaw'>): Lists<ResourceOfIncident, NamePosition> {
  return createLists<ResourceOfIncident, NamePosition>({
    read: (owners, { after, take }) => db.$queryRaw`
      SELECT owner, page.id
      FROM unnest(${owners}::uuid[]) AS owner
      CROSS JOIN LATERAL (
        SELECT r.id, r.name FROM incident_resource l JOIN resource r ON r.tenant_id = l.tenant_id AND r.id = l.resource_id
        WHERE l.incident_id = owner
          ${after === null ? Prisma.empty : Prisma.sql`AND (r.name, r.id) > (${after[0]}, ${after[1]}::uuid)`}
        ORDER BY r.name, r.id LIMIT ${take}
      ) AS page
      ORDER BY owner, page.name, page.id`,
    count: (owners) => db.$queryRaw`
      SELECT owner, (SELECT count(*) FROM (SELECT FROM incident_resource WHERE incident_id = owner LIMIT ${countLimit}) AS counted)::int AS count
      FROM unnest(${owners}::uuid[]) AS owner`,
  });
}
