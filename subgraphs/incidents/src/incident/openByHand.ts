import type { Labels, Priority, Severity } from '#contracts/words';
import type { Actor } from '#kit/transact';
import type { Alert, Incident, Prisma } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { IncidentsUnit } from '../context.ts';
import { nextNumber } from '../ingest/store/nextNumber.ts';
import type { RouteNode } from '../route/plantRoutes.ts';
import { flushIncidentTask } from '../tasks/flushIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { incidentFacts, labelsOf } from './incidentFacts.ts';
import { rankIncident } from './rankIncident.ts';
import { summarise, type Summary } from './summarise.ts';
import { nothingDue } from './transitions.ts';

/** What a person opens an incident on. A title or severity that is given stays; what is null comes from the alerts. */
export type HandOpening = {
  leaf: RouteNode;
  reason: 'opened_by_hand' | 'split_off';
  facts: Record<string, unknown>;
  title: string | null;
  severity: Severity | null;
  priority: Priority | null;
  ownerTeamId: string | null;
  private: boolean;
  /** Labels that the person gives it, beside those that its alerts share. */
  labels?: Labels;
  alerts: readonly Alert[];
};

/**
 * Opens an incident of a group of its own, which no later alert joins by itself, and announces it at once: a person need not wait for more. The
 * intake must be locked. The alerts are moved by the caller.
 */
export async function openByHand(unit: IncidentsUnit, caller: Pick<Actor, 'personId' | 'via'>, opening: HandOpening): Promise<Incident> {
  const { db, now, emit, enqueue } = unit;
  const id = uuidv7();
  const summary = summariseHand(opening);
  const rank = rankIncident(opening.leaf.effective, summary);
  const facts = { ...opening.facts, route: opening.leaf.name, routePath: opening.leaf.path, alerts: opening.alerts.length, ...rank };
  const incident = await db.incident.create({
    data: {
      ...{ id, number: await nextNumber(db), ...summary, status: 'TRIGGERED', groupKey: `by_hand:${id}`, routeId: opening.leaf.id },
      ...{ reason: opening.reason, facts: facts as unknown as Prisma.InputJsonObject, openedAt: now, openedById: caller.personId, flushAt: now },
      ...{ priority: opening.priority ?? rank.priority.priority, ownerTeamId: opening.ownerTeamId, private: opening.private },
      ...{ titlePinned: opening.title !== null, severityPinned: opening.severity !== null, updatedAt: now, ...nothingDue },
    },
  });
  const told = { reason: opening.reason, severity: incident.severity, ...opening.facts, via: caller.via };
  await writeTimeline(db, [{ incidentId: id, at: now, kind: 'opened', key: 'opened', actorId: caller.personId, facts: told }]);
  emit('incident.opened', { incident: incidentFacts(incident) });
  enqueue(flushIncidentTask, { incidentId: id });
  return incident;
}

function summariseHand({ title, severity, labels, alerts: [first, ...others] }: HandOpening): Summary {
  const spoken = first ? summarise([worded(first), ...others.map(worded)]) : { title: '', severity: 'MEDIUM' as const, labels: {} };
  return { title: title ?? spoken.title, severity: severity ?? spoken.severity, labels: { ...spoken.labels, ...labels } };
}

function worded({ name, severity, labels, annotations }: Alert) {
  return { name, severity, labels: labelsOf(labels), annotations: annotations as Labels };
}
