import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { changeIncident } from '../incident/changeIncident.ts';
import { isUuid } from '../isUuid.ts';

/** Takes a link away; the story keeps that it was there. NOT_FOUND for an unknown incident or link. */
export function removeIncidentLink(platform: Platform, caller: Caller, id: string, linkId: string): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (_, { db }) => {
    const link = isUuid(linkId) ? await db.incidentLink.findFirst({ where: { id: linkId, incidentId: id } }) : null;
    if (!link) throw new AppError('NOT_FOUND', `The incident has no link with the id ${linkId}.`);
    await db.incidentLink.delete({ where: { tenantId_id: { tenantId: caller.tenantId, id: link.id } } });
    const facts = { linkId: link.id, title: link.title, url: link.url };
    return { entry: { kind: 'link_removed', facts }, audit: { action: 'incident.linkRemoved', before: facts, after: {} } };
  });
}
