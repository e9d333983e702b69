import type { Resource } from '#prisma/generated/client';
import { type Page, type PageArgs, readPage } from '#kit/page';
import type { Loaders } from '../loaders.ts';
import { type NamePosition, namePosition } from '../resource/readResources.ts';

/** A page of the resources that an incident is about, by name; empty for an incident that the tenant does not have. */
export function readResourcesOfIncident({ resourcesOfIncident, resource }: Loaders, incidentId: string, args: PageArgs): Promise<Page<Resource>> {
  return readPage<Resource, NamePosition>(args, {
    position: ({ name, id }) => [name, id],
    shape: namePosition,
    read: async (page) => {
      const linked = await resourcesOfIncident.page.load({ owner: incidentId, ...page });
      const resources = await Promise.all(linked.map(({ id }) => resource.load(id)));
      return resources.filter((row) => row !== null);
    },
    count: () => resourcesOfIncident.count.load(incidentId),
  });
}
