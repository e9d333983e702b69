import type { Alert, AlertEvent, Incident, TimelineEntry } from '#prisma/generated/client';
import { Prisma } from '#prisma/generated/client';
import DataLoader from 'dataloader';
import { type ChildPages, createChildPages, unremembered } from './childPages.ts';
import type { IncidentsDb } from './context.ts';
import { isUuid } from './isUuid.ts';

/**
 * The reads of one request: one statement per kind for all the fields that ask at the same time. An id that the tenant does not know gives null.
 * Nothing is remembered, since the fields of a mutation run one after the other and each must see what the one before did.
 */
export type Loaders = {
  incident: DataLoader<string, Incident | null>;
  alert: DataLoader<string, Alert | null>;
  integrationName: DataLoader<string, string>;
  alertsOfIncident: ChildPages<Alert>;
  timelineOfIncident: ChildPages<TimelineEntry>;
  eventsOfAlert: ChildPages<AlertEvent>;
};

export function createLoaders(db: IncidentsDb): Loaders {
  const idOf = ({ id }: { id: string }): string => id;
  return {
    incident: byId((ids) => db.incident.findMany({ where: { id: { in: ids } } })),
    alert: byId((ids) => db.alert.findMany({ where: { id: { in: ids } } })),
    integrationName: new DataLoader(async (ids) => {
      const integrations = await db.integration.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
      const names = new Map(integrations.map(({ id, name }) => [id, name]));
      return ids.map((id) => names.get(id) ?? new Error(`There is no integration ${id}.`));
    }, unremembered),
    alertsOfIncident: createChildPages(db, {
      ...{ table: Prisma.sql`incident_alert`, parent: Prisma.sql`incident_id`, time: Prisma.sql`joined_at`, id: Prisma.sql`alert_id` },
      order: 'asc',
      read: (places) => db.alert.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    timelineOfIncident: createChildPages(db, {
      ...{ table: Prisma.sql`timeline_entry`, parent: Prisma.sql`incident_id`, time: Prisma.sql`at`, id: Prisma.sql`id` },
      order: 'asc',
      read: (places) => db.timelineEntry.findMany({ where: { id: { in: places.map(idOf) } } }),
    }),
    eventsOfAlert: createChildPages(db, {
      ...{ table: Prisma.sql`alert_event`, parent: Prisma.sql`alert_id`, time: Prisma.sql`at`, id: Prisma.sql`id` },
      order: 'desc',
      // The times are part of the key, and without them every partition would be searched.
      read: (places) => db.alertEvent.findMany({ where: { at: { in: places.map(({ time }) => time) }, id: { in: places.map(idOf) } } }),
    }),
  };
}

function byId<Row extends { id: string }>(read: (ids: string[]) => Promise<Row[]>): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => {
    const rows = await read([...new Set(ids)].filter(isUuid));
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => rowOf.get(id) ?? null);
  }, unremembered);
}
