import type { DirectoryPerson } from '#contracts/directory';
import type { Severity } from '#contracts/words';
import type { NotifyPlatform } from '../context.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import type { Notice } from '../notice/notice.ts';
import { planPersonal } from '../personal/planPersonal.ts';
import { readWays } from './readWays.ts';

/** A notice without its reader; `key` and the contact make its own. */
export type NoticeToMany = Pick<Notice, 'incident' | 'event' | 'details'> & { reason: string; key: string };

/** Notices for people who are told once, each by what their own rules say first; somebody to whom there is no way has none. */
export async function noticesTo(
  platform: NotifyPlatform,
  { db, now }: NotifyUnit,
  people: readonly DirectoryPerson[],
  { reason, key, ...notice }: NoticeToMany,
): Promise<Notice[]> {
  const ways = await readWays(
    db,
    platform,
    people.map(({ id }) => id),
  );
  const severity: Severity = notice.incident?.severity ?? 'HIGH';
  return people.flatMap((person): Notice[] => {
    const { rules, contacts, quietHours } = ways(person.id);
    const plan = planPersonal(rules, contacts, now, quietHours, 'default', severity);
    const first = plan.filter(({ at }) => at.getTime() === plan[0]?.at.getTime());
    return first.flatMap((planned) => {
      const contact = contacts.find(({ id }) => id === planned.contactId);
      if (!contact) return [];
      return {
        ...notice,
        channelId: contact.channelId,
        language: person.language ?? 'en-US',
        contact: { id: contact.id, personId: person.id, address: contact.address },
        cause: { reason, ruleText: planned.reason },
        dedupKey: `${key}:${person.id}:${contact.id}`,
      };
    });
  });
}
