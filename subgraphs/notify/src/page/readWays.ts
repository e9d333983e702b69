import { channelKind } from '../channels/channelKinds.ts';
import { storedAddress } from '../contact/sendCode.ts';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import type { NoticeContact } from '../notice/notice.ts';
import type { PlanContact } from '../personal/planPersonal.ts';
import { type Personal, readPersonal } from '../personal/readPersonal.ts';

/** A contact with all that a notice needs. */
export type Way = PlanContact & { channelId: string; address: NoticeContact['address']; label: string };

/** How a person wants to be told. */
export type Ways = Personal & { contacts: Way[] };

/**
 * The ways to these people, read at once: the address that the directory has of them, by any mail channel that is on, and the contacts that they added. The former
 * has the person's own id, so that rules can name it.
 */
export async function readWays(
  db: NotifyDb,
  { directory }: Pick<NotifyPlatform, 'directory'>,
  personIds: readonly string[],
): Promise<(personId: string) => Ways> {
  const ids = [...personIds];
  const contacts = await db.contact.findMany({
    where: { personId: { in: ids } },
    include: { channel: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const settings = await db.personalSetting.findMany({ where: { personId: { in: ids } } });
  const people = await directory.people(db, ids);
  const mail = await db.channel.findFirst({
    where: { kind: channelKind.enum.email, enabled: true, archivedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return (personId) => {
    const email = people.find(({ id }) => id === personId)?.email ?? null;
    const known: Way[] =
      email === null || mail === null
        ? []
        : [{ id: personId, kind: mail.kind, isVerified: true, isEnabled: true, channelId: mail.id, address: email, label: email }];
    const added = contacts
      .filter((contact) => contact.personId === personId)
      .map(({ id, channel, verifiedAt, channelId, address, label }): Way => {
        const stored = storedAddress.parse(address);
        return {
          ...{ id, kind: channel.kind, isVerified: verifiedAt !== null, isEnabled: channel.enabled && channel.archivedAt === null, channelId, label },
          address: 'text' in stored ? stored.text : stored,
        };
      });
    return { ...readPersonal(settings.find((setting) => setting.personId === personId)), contacts: [...known, ...added] };
  };
}
