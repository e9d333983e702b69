import type { Caller } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { Platform } from '#kit/transact';
import type { Incident } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import { changeIncident } from '../incident/changeIncident.ts';
import { readLine } from '../incident/readLine.ts';
import { readUrl } from './readUrl.ts';

export const longestLinkTitle = 300;
const mostLinks = 200;

/** Adds a link. Without a title the address stands for itself. NOT_FOUND, BAD_USER_INPUT for what is no web address, CONFLICT for too many. */
export function addIncidentLink(platform: Platform, caller: Caller, id: string, link: { url: string; title?: string | null }): Promise<Incident> {
  return changeIncident(platform, caller, { id, permission: 'incidents:edit' }, async (incident, { db, now }) => {
    const url = readUrl(link.url);
    const title = link.title?.trim() ? readLine(link.title, 'title', longestLinkTitle) : url.slice(0, longestLinkTitle);
    if ((await db.incidentLink.count({ where: { incidentId: id } })) >= mostLinks) {
      throw new AppError('CONFLICT', `Incident ${incident.number} has ${mostLinks} links, which is the most.`);
    }
    const linkId = uuidv7();
    await db.incidentLink.create({ data: { id: linkId, incidentId: id, title, url, createdAt: now, createdById: caller.personId } });
    return {
      entry: { kind: 'link_added', facts: { linkId, title, url } },
      audit: { action: 'incident.linkAdded', before: {}, after: { linkId, title, url } },
    };
  });
}
