import type { Caller } from '#kit/caller';

/** Why somebody may, or may not, put another person on call. */
export type OverrideVerdict =
  { allowed: true; reason: 'manages_schedules' | 'takes_it_over' | 'own_shift' } | { allowed: false; reason: 'no_permission' | 'not_about_caller' };

/** Who manages schedules may override anything; a responder takes over themselves, or has somebody take their own place. */
export function judgeOverride(
  { permissions, personId: callerId }: Pick<Caller, 'permissions' | 'personId'>,
  { personId, replacesId }: { personId: string | null; replacesId: string | null },
): OverrideVerdict {
  if (permissions.includes('schedules:manage')) return { allowed: true, reason: 'manages_schedules' };
  if (!permissions.includes('schedules:override')) return { allowed: false, reason: 'no_permission' };
  if (callerId !== null && callerId === personId) return { allowed: true, reason: 'takes_it_over' };
  if (callerId !== null && callerId === replacesId && personId !== null) return { allowed: true, reason: 'own_shift' };
  return { allowed: false, reason: 'not_about_caller' };
}
