import type { Caller } from '#kit/caller';
import { transact } from '#kit/transact';
import type { NotifyPlatform } from '../context.ts';
import { dropContact } from '../personal/dropContact.ts';
import { takeContact, type TakenContact } from './takeContact.ts';

/** Removes a contact of the caller, and the steps of their rules that name it. NOT_FOUND. */
export function removeContact(platform: NotifyPlatform, caller: Caller, id: string): Promise<TakenContact> {
  return transact(platform, caller, async ({ db, now, audit }) => {
    const contact = await takeContact(db, caller.personId, id);
    await db.contact.delete({ where: { tenantId_id: { tenantId: contact.tenantId, id: contact.id } } });
    await dropContact(db, contact.personId, contact.id, now);
    audit({ action: 'contact.removed', subject: { kind: 'Contact', id: contact.id }, before: { hint: contact.hint, channelId: contact.channelId } });
    return contact;
  });
}
