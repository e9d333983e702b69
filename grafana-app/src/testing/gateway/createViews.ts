import type { TimelineFilter, TimelineOrder } from '../../api/generated/graphql';
import { byOpened } from '../../api/orders';
import { connection, type Paging } from './connection';
import { includes, pick } from './matches';
import type { AlertRecord, IncidentRecord, Records, ResourceRecord } from './records';

/** The records as the schema's types: lists become connections, ids become what they name. */
export function createViews(
  records: Records,
  ruleView: (id: string) => object | null,
  correlationOf: (id: string) => object,
  escalationsOf: (id: string) => object,
  runsOf: (id: string) => object
) {
  const incident = (record: IncidentRecord): object => ({
    deadlines: [],
    ...record,
    correlation: () => correlationOf(record.id),
    escalations: escalationsOf(record.id),
    alerts: (paging: Paging) => connection(pick(records.alerts, record.alertIds).map(alert), paging),
    resources: (paging: Paging) => connection(pick(records.resources, record.resourceIds).map(resource), paging),
    timeline: ({ filter, order, ...paging }: Paging & { filter?: TimelineFilter | null; order: TimelineOrder }) => {
      const told = record.timeline
        .filter(({ kind }) => includes(filter?.kinds, kind))
        .map((entry) => ({ people: [], ...entry }));
      return connection(order === 'NEWEST_FIRST' ? told.reverse() : told, paging);
    },
    timelineExport: ({ format }: { format: string }) => `${format} of ${record.timeline.length} entries`,
    tasks: (paging: Paging) => connection(record.tasks, paging),
    links: (paging: Paging) => connection(record.links, paging),
    changesNear: (paging: Paging) => connection(record.changes ?? [], paging),
    similar: () =>
      (record.similar ?? []).flatMap(({ incidentId, ...similar }) =>
        pick(records.incidents, [incidentId]).map((other) => ({
          ...{ sharedLabels: [], sharedWords: [], sharedResources: [] },
          ...similar,
          incident: incident(other),
        }))
      ),
    attachments: (paging: Paging) => connection(record.attachments, paging),
    attachmentLimits: { fileBytes: 1024 * 1024, incidentBytes: 20 * 1024 * 1024, files: 200 },
    relations: () =>
      record.relations.flatMap(({ incidentId, ...relation }) =>
        pick(records.incidents, [incidentId]).map((other) => ({ ...relation, incident: incident(other) }))
      ),
    mergedInto: () =>
      pick(records.incidents, record.mergedIntoId ? [record.mergedIntoId] : []).map(incident)[0] ?? null,
    mergedIncidents: (paging: Paging) =>
      connection(records.incidents.filter(({ mergedIntoId }) => mergedIntoId === record.id).map(incident), paging),
    deliveries: (paging: Paging) => connection(record.deliveries, paging),
    runs: runsOf(record.id),
    insights: (paging: Paging) => connection(record.insights, paging),
  });
  const alert = (record: AlertRecord): object => ({
    ...record,
    incident: () =>
      pick(records.incidents, record.incidentId === null ? [] : [record.incidentId]).map(incident)[0] ?? null,
    rule: () => (record.ruleId === null ? null : ruleView(record.ruleId)),
    events: (paging: Paging) => connection(record.events, paging),
  });
  const resource = (record: ResourceRecord): object => ({
    ...record,
    relations: (paging: Paging) =>
      connection(
        record.relations.map(({ resourceId, ...relation }) => ({
          ...relation,
          resource: pick(records.resources, [resourceId]).map(resource)[0],
        })),
        paging
      ),
    incidents: (paging: Paging) =>
      connection(
        records.incidents
          .filter(({ resourceIds }) => resourceIds.includes(record.id))
          .sort(byOpened)
          .map(incident),
        paging
      ),
  });
  return { incident, alert, resource };
}
