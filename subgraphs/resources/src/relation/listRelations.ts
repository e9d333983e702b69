import { Prisma } from '#prisma/generated/client';
import { countLimit } from '#kit/page';
import { z } from 'zod';
import { type RelationKind, relationKinds } from '../derive/relationRules.ts';
import type { ResourcesDb } from '../context.ts';
import { createLists, type Lists } from '../lists.ts';

/** OUT: `owner <kind> other`; IN: `other <kind> owner`. */
export const relationDirections = ['OUT', 'IN'] as const;

/** A relation, seen from the resource `owner`. */
export type RelationRow = { owner: string; kind: RelationKind; direction: (typeof relationDirections)[number]; otherId: string };

/** The order of the list: kind, direction, the other resource's id. */
export const relationPosition = z.tuple([z.enum(relationKinds), z.enum(relationDirections), z.uuid()]);
export type RelationPosition = z.infer<typeof relationPosition>;

export function listRelations(db: Pick<ResourcesDb, '$queryRaw'>): Lists<RelationRow, RelationPosition> {
  return createLists<RelationRow, RelationPosition>({
    read: (owners, { after, take }) => db.$queryRaw`
      SELECT owner, page.kind, page.direction, page.other_id AS "otherId"
      FROM unnest(${owners}::uuid[]) AS owner
      CROSS JOIN LATERAL (
        SELECT * FROM (
          SELECT kind, 'OUT' AS direction, to_id AS other_id FROM resource_relation WHERE from_id = owner
          UNION ALL
          SELECT kind, 'IN' AS direction, from_id AS other_id FROM resource_relation WHERE to_id = owner
        ) AS either
        ${after === null ? Prisma.empty : Prisma.sql`WHERE (kind, direction, other_id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)`}
        ORDER BY kind, direction, other_id LIMIT ${take}
      ) AS page
      ORDER BY owner, page.kind, page.direction, page.other_id`,
    count: (owners) => db.$queryRaw`
      SELECT owner, (
        SELECT count(*) FROM (SELECT FROM resource_relation WHERE from_id = owner UNION ALL SELECT FROM resource_relation WHERE to_id = owner LIMIT ${countLimit}) AS counted
      )::int AS count
      FROM unnest(${owners}::uuid[]) AS owner`,
  });
}
