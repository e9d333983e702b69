import { type Platform, systemActor, transact } from '#kit/transact';
import type { Sender } from '../ingest/authenticate.ts';
import type { IncidentsUnit } from '../context.ts';
import { lockIncidents } from '../ingest/store/lockIncidents.ts';
import { writeTimeline } from '../timeline/writeTimeline.ts';
import { incidentFacts } from './incidentFacts.ts';
import { decideTransition, nothingDue, phaseOf, type Refusal } from './transitions.ts';

/** Which of its alerts a sender speaks of, the body it said it in, and who it says took the incident on. */
type Word = { fingerprint: string; body: string; by: string | null; payloadId?: string };

export type Acknowledged = 'acknowledged' | 'no_open_incident' | Refusal;

/**
 * A sender's word that somebody has taken on the incident of one of its alerts. The timeline says through which integration. Word of an alert that has no open
 * incident changes nothing, and neither does a second word; the body is kept all the same.
 */
export async function acknowledgeForSender(platform: Platform, sender: Sender, { fingerprint, body, by, payloadId }: Word): Promise<Acknowledged> {
  const { tenantId } = sender;
  return transact(platform, systemActor(tenantId), async ({ db, now, audit, emit, signal }: IncidentsUnit) => {
    await db.payload.create({ data: { ...(payloadId !== undefined && { id: payloadId }), at: now, integrationId: sender.id, body, alertCount: 0 } });
    const alert = await db.alert.findFirst({ where: { fingerprint }, select: { incidentId: true } });
    const [before] = alert?.incidentId ? await lockIncidents(db, tenantId, [alert.incidentId]) : [];
    if (!before) return 'no_open_incident';
    const decision = decideTransition('acknowledge', phaseOf(before));
    if ('refused' in decision) return decision.refused;

    const { id } = before;
    const incident = await db.incident.update({
      where: { tenantId_id: { tenantId, id } },
      data: { ...nothingDue, status: 'ACKNOWLEDGED', acknowledgedAt: now, acknowledgedById: null, updatedAt: now },
    });
    const facts = { via: 'INTEGRATION', integration: sender.name, ...(by !== null && { by }) };
    await writeTimeline(db, [{ incidentId: id, at: now, kind: 'acknowledged', facts }]);
    audit({
      action: 'incident.acknowledged',
      subject: { kind: 'Incident', id },
      before: { status: before.status },
      after: { status: incident.status, integration: sender.name },
    });
    emit('incident.acknowledged', { incident: incidentFacts(incident) });
    signal('incident', [id]);
    return 'acknowledged';
  });
}
