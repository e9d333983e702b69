import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { transact } from '#kit/transact';
import type { NoticeTemplate, Prisma } from '#prisma/generated/client';
import { z } from 'zod';
import type { NotifyDb, NotifyPlatform } from '../context.ts';
import type { PolicyDraft } from '../policy/policyDraft.ts';
import { readPolicy } from '../policy/readPolicy.ts';
import { readTemplateDraft, storedTexts } from './templateShape.ts';

export type TemplateSaving = {
  place: string;
  placeId: string | null;
  channelKind: string | null;
  event: string;
  texts: unknown;
  /** The version that the draft was made from; 0 for a new one. */
  expectedVersion: number;
  note: string | null;
};

/**
 * Sets the texts of a place, a kind of channel and an event, and keeps them as a version. BAD_USER_INPUT for a template that cannot be read, NOT_FOUND for a team
 * or a node of the policy that is not there, CONFLICT when somebody else saved since the draft was begun.
 */
export async function saveTemplate(
  platform: NotifyPlatform,
  caller: Caller,
  { expectedVersion, note, ...given }: TemplateSaving,
): Promise<NoticeTemplate> {
  requirePermission(caller, 'templates:manage');
  const { texts, ...key } = readTemplateDraft(given);
  const why = note?.trim() || null;
  if (why !== null && why.length > 500) throw new AppError('BAD_USER_INPUT', 'The note is longer than 500 characters.');
  return transact(platform, caller, async (unit) => {
    const { db, now, audit } = unit;
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`notify.templates:${caller.tenantId}`}, 0))`;
    await requirePlace(platform, db, key);
    const before = await db.noticeTemplate.findFirst({ where: { ...key, archivedAt: null } });
    if ((before?.version ?? 0) !== expectedVersion) {
      throw new AppError(
        'CONFLICT',
        `The template was saved by somebody else: version ${before?.version ?? 0} is there, this draft began at ${expectedVersion}.`,
      );
    }
    const version = expectedVersion + 1;
    const row = { version, texts: texts as Prisma.InputJsonObject, updatedAt: now, updatedById: caller.personId };
    const saved = before
      ? await db.noticeTemplate.update({ where: { tenantId_id: { tenantId: caller.tenantId, id: before.id } }, data: row })
      : await db.noticeTemplate.create({ data: { ...key, ...row } });
    await db.noticeTemplateVersion.create({
      data: { templateId: saved.id, version, at: now, authorId: caller.personId, note: why, texts: texts },
    });
    audit({
      action: 'template.saved',
      subject: { kind: 'NoticeTemplate', id: saved.id },
      before: { texts: before?.texts ?? null },
      after: { ...key, version, texts },
    });
    return saved;
  });
}

/** Makes an earlier version of a template its texts again, as a new version. NOT_FOUND, and as saveTemplate. */
export async function restoreTemplate(
  platform: NotifyPlatform,
  caller: Caller,
  id: string,
  version: number,
  expectedVersion: number,
): Promise<NoticeTemplate> {
  requirePermission(caller, 'templates:manage');
  const found = await platform.database.inTenant(caller.tenantId, async (db) =>
    z.uuid().safeParse(id).success
      ? db.noticeTemplateVersion.findFirst({ where: { templateId: id, version, template: { archivedAt: null } }, include: { template: true } })
      : null,
  );
  if (!found) throw new AppError('NOT_FOUND', `There is no version ${version} of the template ${id}.`);
  const { place, placeId, channelKind, event } = found.template;
  const texts = storedTexts.parse(found.texts);
  return saveTemplate(platform, caller, { place, placeId, channelKind, event, texts, expectedVersion, note: `Version ${version} again` });
}

/** Takes a template away: its place is told by the place above again. Its versions are kept with what was sent by them. NOT_FOUND. */
export async function deleteTemplate(platform: NotifyPlatform, caller: Caller, id: string): Promise<NoticeTemplate> {
  requirePermission(caller, 'templates:manage');
  return transact(platform, caller, async ({ db, now, audit }) => {
    const before = z.uuid().safeParse(id).success ? await db.noticeTemplate.findFirst({ where: { id, archivedAt: null } }) : null;
    if (!before) throw new AppError('NOT_FOUND', `There is no template with the id ${id}.`);
    audit({ action: 'template.deleted', subject: { kind: 'NoticeTemplate', id }, before: { event: before.event, texts: before.texts }, after: {} });
    return db.noticeTemplate.update({ where: { tenantId_id: { tenantId: caller.tenantId, id } }, data: { archivedAt: now } });
  });
}

async function requirePlace(
  { directory }: NotifyPlatform,
  db: NotifyDb,
  { place, placeId }: { place: string; placeId: string | null },
): Promise<void> {
  if (placeId === null) return;
  const isThere = place === 'TEAM' ? (await directory.teams(db, [placeId])).length > 0 : hasNode((await readPolicy(db))?.draft, placeId);
  if (!isThere) throw new AppError('NOT_FOUND', `There is no ${place === 'TEAM' ? 'team' : 'node of the policy'} with the id ${placeId}.`);
}

function hasNode(draft: PolicyDraft | undefined, id: string): boolean {
  return draft !== undefined && (draft.id === id || draft.children.some((child) => hasNode(child, id)));
}
