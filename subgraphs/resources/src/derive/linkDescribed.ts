import type { EventPayload } from '#contracts/events';
import type { Labels } from '#contracts/words';
import type { Job } from '#kit/task';
import { type Platform, systemActor, transact } from '#kit/transact';
import { labelOf } from './labelOf.ts';
import { identityOf, linkIncidents, recordRelations, recordResources } from './recordResources.ts';
import { resourcesOf } from './resourcesOf.ts';

/**
 * Follows `incident.described`: links an incident that a person opened to the resources that its labels name and to those that were chosen. Doing it
 * twice changes nothing; a chosen resource that is gone meanwhile is left out.
 */
export async function linkDescribed(platform: Platform, { tenantId, payload }: Job<EventPayload<'incident.described'>>): Promise<void> {
  const { at, incidentId, labels, resourceIds } = payload;
  const seenAt = new Date(at);
  const { resources, relations } = resourcesOf(labels);
  await transact(platform, systemActor(tenantId), async ({ db, emit, signal }) => {
    const ids = await recordResources(db, resources, seenAt);
    const idOf = (resource: (typeof resources)[number]): string => ids.get(identityOf(resource)) ?? '';
    const related = relations.map(({ from, to, kind }) => ({ from: idOf(from), to: idOf(to), kind }));
    await recordRelations(db, related, seenAt);
    const chosen = await db.resource.findMany({ where: { id: { in: resourceIds } }, select: { id: true, name: true, labels: true } });
    const labelsById = new Map(resources.map((resource) => [idOf(resource), labelOf(resource)]));
    for (const { id, name, labels: own } of chosen) labelsById.set(id, labelOf({ name, labels: own as Labels }));
    await linkIncidents(
      db,
      [...labelsById.keys()].map((resourceId) => ({ incidentId, resourceId })),
      seenAt,
    );
    emit('resources.linked', {
      ...{ at, incidentIds: [incidentId], links: [], relations: related, alertIds: [] },
      subjects: [...labelsById].map(([id, label]) => ({ incidentId, resource: { id, label } })),
      resources: resources.map((resource) => {
        const { kind, name, labels: own } = resource;
        return { id: idOf(resource), kind, name, labels: own, label: labelOf(resource) };
      }),
    });
    signal('incident', [incidentId]);
  });
}
