import { type Caller, requirePermission } from '#kit/caller';
import { AppError } from '#kit/errors';
import { systemActor, transact } from '#kit/transact';
import type { IncidentAttachment } from '#prisma/generated/client';
import { uuidv7 } from 'uuidv7';
import type { IncidentsDb, IncidentsPlatform } from '../context.ts';
import { changeIncident } from '../incident/changeIncident.ts';
import { takeIncident } from '../incident/takeIncident.ts';
import { incidentBytes, mostFiles } from './limits.ts';
import { readFileName } from './readFileName.ts';
import { headBytes, sniffImage } from './sniffImage.ts';

export type NewAttachment = {
  name: string;
  /** What the sender says that is coming; null when it does not say. */
  announced: number | null;
  body: AsyncIterable<Uint8Array>;
};

/**
 * Takes a file into an incident: a row that holds its place, then the bytes into the store as they come, then the row as it is, with the incident's story.
 * What fails on the way leaves neither row nor object; where even that fails, the sweep does it. NOT_FOUND for an incident that the caller does not see,
 * BAD_USER_INPUT for a bad name, BODY_TOO_LARGE, CONFLICT when the incident has no room, STORE_UNAVAILABLE.
 */
export async function addAttachment(
  platform: IncidentsPlatform,
  caller: Caller,
  incidentId: string,
  file: NewAttachment,
): Promise<IncidentAttachment> {
  requirePermission(caller, 'incidents:note');
  const name = readFileName(file.name);
  const { attachmentBytes } = platform;
  if ((file.announced ?? 0) > attachmentBytes) throw tooLarge(attachmentBytes);
  const id = uuidv7();
  const { tenantId } = caller;
  const key = `${tenantId}/incidents/${incidentId}/${id}`;
  await transact(platform, caller, async ({ db, now }) => {
    const incident = await takeIncident(db, caller, incidentId);
    await requireRoom(db, incident.id, attachmentBytes, file.announced ?? 0);
    await db.incidentAttachment.create({
      data: { id, incidentId: incident.id, name, key, bytes: file.announced ?? 0, createdAt: now, createdById: caller.personId },
    });
  });
  try {
    const { body, head } = peek(file.body);
    const kept = await platform.objects.put(key, body, attachmentBytes);
    await finish(platform, caller, { id, incidentId, name, ...kept, contentType: sniffImage(head()) });
  } catch (error) {
    await dropAttachment(platform, tenantId, id).catch((failure: unknown) =>
      platform.log.warn({ err: failure, tenantId, id }, 'attachment stays unfinished'),
    );
    throw error instanceof AppError && error.code === 'BODY_TOO_LARGE' ? tooLarge(attachmentBytes) : error;
  }
  return platform.database.inTenant(tenantId, (db) => db.incidentAttachment.findFirstOrThrow({ where: { id } }));
}

type Whole = Pick<IncidentAttachment, 'id' | 'incidentId' | 'name' | 'bytes' | 'contentType'> & { sha256: string };

/** The file is whole: the row says so, and the incident tells of it. */
async function finish(platform: IncidentsPlatform, caller: Caller, { id, incidentId, name, ...whole }: Whole): Promise<void> {
  await changeIncident(platform, caller, { id: incidentId, permission: 'incidents:note' }, async (incident, { db, now }) => {
    const own = { tenantId_id: { tenantId: caller.tenantId, id } };
    // What was announced may have been less than what came.
    await db.incidentAttachment.update({ where: own, data: { ...whole, storedAt: now } });
    await requireRoom(db, incident.id, platform.attachmentBytes, 0);
    const facts = { attachmentId: id, name, bytes: whole.bytes };
    return {
      entry: { kind: 'attachment_added', facts },
      audit: { action: 'incident.attachmentAdded', before: {}, after: { ...facts, sha256: whole.sha256 } },
    };
  });
}

/** CONFLICT when the incident, which is locked, has more than it may, or has as many files as it may and another is announced. */
async function requireRoom(db: IncidentsDb, incidentId: string, fileBytes: number, announced: number): Promise<void> {
  const { _count: files, _sum: sum } = await db.incidentAttachment.aggregate({ where: { incidentId }, _count: true, _sum: { bytes: true } });
  if (files > mostFiles) throw new AppError('CONFLICT', `The incident has ${mostFiles} files, which is the most; remove one first.`);
  if ((sum.bytes ?? 0) + announced > incidentBytes(fileBytes)) {
    throw new AppError('CONFLICT', `The files of the incident may have ${incidentBytes(fileBytes)} bytes together; remove one first.`);
  }
}

/** Lets go of an attachment; a trigger leaves its object to be removed. */
export async function dropAttachment(platform: IncidentsPlatform, tenantId: string, id: string): Promise<void> {
  await transact(platform, systemActor(tenantId), ({ db }) => db.incidentAttachment.deleteMany({ where: { id } }));
}

/** Lets a body by and keeps its first bytes. */
function peek(body: AsyncIterable<Uint8Array>): { body: AsyncIterable<Uint8Array>; head(): Buffer } {
  let head = Buffer.alloc(0);
  return {
    head: () => head,
    body: (async function* () {
      for await (const chunk of body) {
        if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes)]);
        yield chunk;
      }
    })(),
  };
}

function tooLarge(limit: number): AppError {
  return new AppError('BODY_TOO_LARGE', `A file may have at most ${limit} bytes (${Math.round(limit / 1024 / 1024)} MB).`);
}
