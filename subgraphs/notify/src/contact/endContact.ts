import { channelKind } from '../channels/channelKinds.ts';
import type { NotifyUnit } from '../delivery/endDelivery.ts';
import { dropContact } from '../personal/dropContact.ts';

/**
 * Removes a contact of which the service says that it is gone for good: a browser that was unsubscribed never comes back (RFC 8030, 7.3), and whoever has it in their rules
 * must not rely on it. Of other kinds a refusal may be somebody's typing error at the service, so those stay.
 */
export async function endContact(
  { db, now, audit }: NotifyUnit,
  { contactId, channel }: { contactId: string | null; channel: { kind: string } },
  outcome: string,
): Promise<void> {
  if (contactId === null || channel.kind !== channelKind.enum.webpush || outcome !== 'address_refused') return;
  const contact = await db.contact.findFirst({ where: { id: contactId } });
  if (!contact) return;
  await db.contact.delete({ where: { tenantId_id: { tenantId: contact.tenantId, id: contact.id } } });
  await dropContact(db, contact.personId, contact.id, now);
  audit({ action: 'contact.removed', subject: { kind: 'Contact', id: contact.id }, before: { hint: contact.hint, channelId: contact.channelId } });
}
