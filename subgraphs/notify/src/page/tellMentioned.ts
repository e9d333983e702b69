import type { EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import { createHash } from 'node:crypto';
import type { NotifyPlatform } from '../context.ts';
import { lockDispatch } from '../notice/heldNotices.ts';
import { startPages } from './startPages.ts';

/** Tells people whom a note calls, by their own rules, whoever has the incident; the one who wrote it is not told. */
export function tellMentioned(platform: NotifyPlatform, tenantId: string, payload: EventPayload<'incident.mentioned'>): Promise<void> {
  const { incident, personIds, byId, text, at } = payload;
  return transact(platform, systemActor(tenantId), async (unit) => {
    await lockDispatch(unit.db, incident.id);
    const [state] = await platform.incidents.read(unit.db, [incident.id]);
    if (!state) return;
    const people = await platform.directory.people(unit.db, personIds);
    const [by] = byId === null ? [] : await platform.directory.people(unit.db, [byId]);
    await startPages(unit, platform, {
      ...{ people: people.filter(({ id }) => id !== byId), runId: null, step: null, round: 1, state, event: 'mentioned' as const },
      ...{ importance: 'default' as const, cause: { reason: 'mention' }, details: { text, ...(by && { byName: by.name }) } },
      dedupKey: `mention:${incident.id}:${createHash('sha256')
        .update(JSON.stringify([byId, text, at]))
        .digest('hex')
        .slice(0, 32)}`,
    });
  });
}
