import type { EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { startPages } from './startPages.ts';

/** Tells that a deadline was missed: whoever has the incident or is assigned to it, else the people of the team that owns it. */
export function tellBreach(platform: NotifyPlatform, tenantId: string, payload: EventPayload<'incident.slaBreached'>): Promise<void> {
  const { incident, deadline, dueAt } = payload;
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db } = unit;
    await lockDispatch(db, incident.id);
    const [state] = await platform.incidents.read(db, [incident.id]);
    if (!state || state.facts.status === 'RESOLVED' || state.facts.status === 'MERGED') return;
    const responsible = [state.assigneeId, state.acknowledgedById].filter((id) => id !== null);
    const team = state.ownerTeamId === null ? [] : await platform.directory.members(db, state.ownerTeamId);
    const people = await platform.directory.people(db, responsible.length > 0 ? responsible : team);
    await startPages(unit, platform, {
      ...{ people, runId: null, step: null, round: 1, state, event: 'sla_breached' as const, importance: 'important' as const },
      ...{
        cause: { reason: 'sla_breached', ruleText: deadline.toLowerCase() },
        details: { dueAt },
        dedupKey: `sla:${incident.id}:${deadline}:${dueAt}`,
      },
    });
  });
}
