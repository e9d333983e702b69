import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from './changeIncident.ts';
import { incidentFacts } from './incidentFacts.ts';
import { requireTransition } from './requireTransition.ts';

/** Longest that an incident may sleep, in days. */
export const longestSnooze = 30;

/**
 * Lets an open incident sleep: nobody is told of it until then, when it wakes by itself and is triggered. One that sleeps already sleeps until the new
 * time. An acknowledgement that would lapse lapses no more, since the waking does what the lapse would. NOT_FOUND, BAD_USER_INPUT for a time that
 * is past or more than 30 days away, CONFLICT when it is closed.
 */
export function snoozeIncident(platform: Platform, caller: Caller, id: string, until: Date): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:snooze' }, (before, { now, emit }) => {
    if (!(until > now)) throw new AppError('BAD_USER_INPUT', '"until" is past; choose a time to come.');
    if (until.getTime() - now.getTime() > longestSnooze * 86_400_000) {
      throw new AppError('BAD_USER_INPUT', `"until" is more than ${longestSnooze} days away.`);
    }
    requireTransition(before, 'snooze');
    const untilText = until.toISOString();
    return {
      columns: { snoozedUntil: until, snoozedById: caller.personId, acknowledgedUntil: null },
      entry: { kind: 'snoozed', facts: { until: untilText } },
      audit: {
        action: 'incident.snoozed',
        before: { snoozedUntil: before.snoozedUntil?.toISOString() ?? null },
        after: { snoozedUntil: untilText },
      },
      emit: (incident) => emit('incident.snoozed', { incident: incidentFacts(incident), until: untilText }),
    };
  });
}
