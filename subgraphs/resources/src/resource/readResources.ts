import type { Prisma, Resource } from '#prisma/generated/client';
import { type Page, type PageArgs, readPage } from '#kit/page';
import { z } from 'zod';
import type { ResourcesDb } from '../context.ts';
import { uuids } from '../uuids.ts';
import type { ResourceFilter } from './resource.type.ts';

/** The order of resources: name, then id. */
export const namePosition = z.tuple([z.string().regex(/^[^\0]*$/), z.uuid()]);
export type NamePosition = z.infer<typeof namePosition>;

/** A page of the tenant's resources, by name. */
export function readResources(db: Pick<ResourcesDb, 'resource'>, filter: ResourceFilter, page: PageArgs): Promise<Page<Resource>> {
  const where = conditions(filter);
  return readPage<Resource, NamePosition>(page, {
    position: ({ name, id }) => [name, id],
    shape: namePosition,
    read: ({ after, take }) => db.resource.findMany({ where: { AND: [where, beyond(after)] }, orderBy: [{ name: 'asc' }, { id: 'asc' }], take }),
    count: (limit) => db.resource.count({ where, take: limit }),
  });
}

function conditions({ ids, kinds, search }: ResourceFilter): Prisma.ResourceWhereInput {
  // Prisma hands the text to ILIKE as it is; what has a meaning there must be escaped to be found. No text of PostgreSQL can hold a NUL.
  const contains = {
    contains:
      search
        ?.replaceAll('\0', '')
        .trim()
        .replace(/[\\%_]/g, '\\$&') ?? '',
    mode: 'insensitive' as const,
  };
  return {
    ...(ids && { id: { in: uuids(ids) } }),
    ...(kinds && { kind: { in: kinds } }),
    ...(contains.contains !== '' && { OR: [{ name: contains }, { key: contains }] }),
  };
}

function beyond(after: NamePosition | null): Prisma.ResourceWhereInput {
  if (after === null) return {};
  const [name, id] = after;
  return { OR: [{ name: { gt: name } }, { name, id: { gt: id } }] };
}
