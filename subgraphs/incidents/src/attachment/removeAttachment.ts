import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident, IncidentAttachment } from '#prisma/generated/client';
import { changeIncident } from '../incident/changeIncident.ts';
import { isUuid } from '../isUuid.ts';

/** Whether somebody may remove an attachment: who added it, and those who may remove anybody's. */
export function mayRemove(caller: Caller, { createdById }: Pick<IncidentAttachment, 'createdById'>): boolean {
  const isOwn = createdById !== null && createdById === caller.personId && caller.permissions.includes('incidents:note');
  return isOwn || caller.permissions.includes('attachments:manage');
}

/**
 * Removes a file from an incident; the story and the audit keep that it was there. It cannot be read from then on, and is gone from the store within a minute.
 * NOT_FOUND for an unknown incident or attachment, FORBIDDEN for somebody else's without attachments:manage.
 */
export function removeAttachment(platform: Platform, caller: Caller, id: string, attachmentId: string): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:read' }, async (incident, { db }) => {
    const attachment = isUuid(attachmentId)
      ? await db.incidentAttachment.findFirst({ where: { id: attachmentId, incidentId: incident.id, storedAt: { not: null } } })
      : null;
    if (!attachment) throw new AppError('NOT_FOUND', `The incident has no attachment with the id ${attachmentId}.`);
    if (!mayRemove(caller, attachment)) {
      throw new AppError('FORBIDDEN', "Somebody else's attachment is removed by those with the permission attachments:manage.");
    }
    await db.incidentAttachment.delete({ where: { tenantId_id: { tenantId: caller.tenantId, id: attachment.id } } });
    const facts = { attachmentId: attachment.id, name: attachment.name, bytes: attachment.bytes };
    return {
      entry: { kind: 'attachment_removed', facts },
      audit: { action: 'incident.attachmentRemoved', before: { ...facts, sha256: attachment.sha256 }, after: {} },
    };
  });
}
