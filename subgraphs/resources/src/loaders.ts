import type { Resource as ResourceRow } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import type { ResourcesDb } from './context.ts';
import { listIncidents } from './incident/listIncidents.ts';
import { listResourcesOfIncidents } from './incident/listResourcesOfIncidents.ts';
import { listRelations } from './relation/listRelations.ts';
import { uuids } from './uuids.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One query per kind of row and request, however many fields ask. */
export function createLoaders(db: ResourcesDb) {
  return {
    /** A resource of the caller's tenant; null for an id that the tenant does not know. */
    resource: new DataLoader<string, ResourceRow | null>(async (ids) => {
      const resources = await db.resource.findMany({ where: { id: { in: uuids(ids) } } });
      const byId = new Map(resources.map((resource) => [resource.id, resource]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    /** Relations of a resource. */
    relations: listRelations(db),
    /** Incidents that a resource is part of. */
    incidents: listIncidents(db),
    /** Resources that an incident is about. */
    resourcesOfIncident: listResourcesOfIncidents(db),
  };
}
