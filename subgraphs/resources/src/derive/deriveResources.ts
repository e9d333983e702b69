import type { EventPayload } from '#contracts/events';
import type { JobGroup } from '#kit/task';
import { type Platform, systemActor, transact } from '#kit/transact';
import { labelOf } from './labelOf.ts';
import { identityOf, linkIncidents, recordRelations, recordResources, type Relation } from './recordResources.ts';
import { type NamedResource, resourcesOf } from './resourcesOf.ts';

/** Most alerts of one transaction and of one event. */
const most = 1_000;

/**
 * Follows `alerts.changed`, and `rules.matched` once more for alerts whose expression is known now: makes the resources that the labels name, relates them, links them to the incidents, and says so by `resources.linked`, for
 * every batch, also one that names none. What waits is done together, and told of as one. Doing a batch twice changes nothing.
 */
export async function deriveResources(
  platform: Platform,
  { tenantId, payloads }: Pick<JobGroup<EventPayload<'alerts.changed'>>, 'tenantId' | 'payloads'>,
): Promise<void> {
  const batches: EventPayload<'alerts.changed'>[] = [];
  for (const { at, alerts } of payloads) {
    const last = batches.at(-1);
    if (last && last.alerts.length + alerts.length <= most)
      Object.assign(last, { at: at > last.at ? at : last.at, alerts: [...last.alerts, ...alerts] });
    else batches.push({ at, alerts });
  }
  for (const batch of batches) await deriveBatch(platform, tenantId, batch);
}

async function deriveBatch(platform: Platform, tenantId: string, { at, alerts }: EventPayload<'alerts.changed'>): Promise<void> {
  const seenAt = new Date(at);
  const about = alerts.map((alert) => ({ alert, ...resourcesOf(alert.labels) }));
  await transact(platform, systemActor(tenantId), async ({ db, emit }) => {
    const named = about.flatMap(({ resources }) => resources);
    const ids = await recordResources(db, named, seenAt);
    const idOf = (resource: NamedResource): string => {
      const id = ids.get(identityOf(resource));
      if (id === undefined) throw new Error(`The database gave no id for ${identityOf(resource)}.`);
      return id;
    };

    const relations = distinct(about.flatMap(({ relations }) => relations.map(({ from, to, kind }) => ({ from: idOf(from), to: idOf(to), kind }))));
    await recordRelations(db, relations, seenAt);

    const links = about.flatMap(({ alert, resources }) =>
      resources.map((resource) => ({
        alertId: alert.id,
        incidentId: alert.incidentId,
        expression: alert.expression,
        resource: { id: idOf(resource), label: labelOf(resource) },
      })),
    );
    await linkIncidents(
      db,
      links.flatMap(({ incidentId, resource }) => (incidentId === null ? [] : [{ incidentId, resourceId: resource.id }])),
      seenAt,
    );

    const incidentIds = [...new Set(alerts.flatMap((alert) => alert.incidentId ?? []))];
    emit('resources.linked', {
      ...{ at, incidentIds, links, relations },
      subjects: [],
      alertIds: [...new Set(alerts.map(({ id }) => id))],
      resources: [...new Map(named.map((resource) => [idOf(resource), resource]))].map(([id, resource]) => {
        const { kind, name, labels } = resource;
        return { id, kind, name, labels, label: labelOf(resource) };
      }),
    });
  });
}

function distinct(relations: readonly Relation[]): Relation[] {
  return [...new Map(relations.map((relation) => [`${relation.from} ${relation.to} ${relation.kind}`, relation])).values()];
}
