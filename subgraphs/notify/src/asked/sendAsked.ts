import type { EventPayload } from '#contracts/events';
import { systemActor, transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { Notice } from '../notice/notice.ts';
import { sendNotices } from '../notice/sendNotices.ts';
import { noticesTo } from '../page/noticesTo.ts';
import { whoIsOnCall } from '../schedule/whoIsOnCall.ts';

type Asked = EventPayload<'step.noticeAsked'>;

/**
 * Sends what a step of a playbook tells, and answers the step once the notices are on their way. People are told by their own rules. What is named and not there is told back; only when
 * nobody at all can be told has the step failed.
 */
export function sendAsked(platform: NotifyPlatform, tenantId: string, asked: Asked): Promise<void> {
  const { step, incident, to, text, playbookName, causation } = asked;
  return transact(platform, systemActor(tenantId), async (unit) => {
    const { db, now, emit } = unit;
    const details = { text, byName: playbookName, causation: causation ?? [] };
    const unknown: string[] = [];
    const personIds = new Set<string>();
    const notices: Notice[] = [];
    for (const target of to) {
      const found = await resolve(platform, unit, target);
      if (found === null) unknown.push(`${target.kind} ${target.name}`);
      else if ('channelId' in found)
        notices.push({
          ...{ incident, event: 'automation', channelId: found.channelId, details },
          ...{ cause: { reason: 'playbook_step' }, dedupKey: `step:${step.key}:${found.channelId}` },
        });
      else for (const id of found.personIds) personIds.add(id);
    }
    const people = await platform.directory.people(db, [...personIds]);
    notices.push(
      ...(await noticesTo(platform, unit, people, { incident, event: 'automation', details, reason: 'playbook_step', key: `step:${step.key}` })),
    );
    await sendNotices(unit, notices);
    const output = { notices: notices.length, people: people.map(({ name }) => name), unknown };
    const failure = notices.length === 0 ? 'nobody_to_tell' : null;
    emit('step.answered', {
      ...{ step, at: now.toISOString(), outcome: failure ?? 'succeeded', output },
      error: failure && 'Nobody who is named can be told: they are not there, not on call, or have no way to be reached.',
    });
  });
}

async function resolve(
  { directory }: NotifyPlatform,
  { db, now }: NotifyUnit,
  { kind, name }: Asked['to'][number],
): Promise<{ channelId: string } | { personIds: string[] } | null> {
  switch (kind) {
    case 'channel': {
      const channel = await db.channel.findFirst({ where: { name, archivedAt: null } });
      return channel && { channelId: channel.id };
    }
    case 'team': {
      const [team] = await directory.teamsByName(db, [name]);
      return team ? { personIds: await directory.members(db, team.id) } : null;
    }
    case 'schedule': {
      const schedule = await db.schedule.findFirst({ where: { name } });
      return schedule && { personIds: (await whoIsOnCall(db, schedule.id, now)).personIds };
    }
    case 'person': {
      const people = name.includes('@') ? await directory.peopleByEmail(db, [name]) : await directory.peopleByName(db, [name]);
      // Of two with one name it is not known who is meant.
      return people.length === 1 ? { personIds: people.map(({ id }) => id) } : null;
    }
    default:
      return kind satisfies never;
  }
}
