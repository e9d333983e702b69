import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { requireTransition } from './requireTransition.ts';
import { nothingDue } from './transitions.ts';

/** Longest that an acknowledgement may last before it lapses, in minutes: a week. */
export const longestAcknowledgement = 7 * 24 * 60;

/**
 * The caller takes the incident on: TRIGGERED becomes ACKNOWLEDGED, and one that sleeps wakes. With `forMinutes` it is given back by itself when
 * that time is over. NOT_FOUND, BAD_USER_INPUT for minutes out of range, or CONFLICT when it is acknowledged or closed already.
 */
export function acknowledgeIncident(platform: Platform, caller: Caller, id: string, forMinutes?: number | null): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:acknowledge' }, (before, { now, emit }) => {
    if (forMinutes != null && (forMinutes < 1 || forMinutes > longestAcknowledgement)) {
      throw new AppError('BAD_USER_INPUT', `"forMinutes" must be between 1 and ${longestAcknowledgement}.`);
    }
    requireTransition(before, 'acknowledge');
    const until = forMinutes == null ? null : new Date(now.getTime() + forMinutes * 60_000);
    return {
      columns: { ...nothingDue, status: 'ACKNOWLEDGED', acknowledgedAt: now, acknowledgedById: caller.personId, acknowledgedUntil: until },
      entry: { kind: 'acknowledged', facts: until ? { until: until.toISOString() } : {} },
      audit: {
        action: 'incident.acknowledged',
        before: { status: before.status },
        after: { status: 'ACKNOWLEDGED', ...(until && { until: until.toISOString() }) },
      },
      emit: (incident) => emit('incident.acknowledged', { incident: incidentFacts(incident) }),
    };
  });
}
