import { type Caller, requirePermission, viewerOf } from '#kit/caller';
import { AppError } from '#kit/errors';
import type { FileRoute } from '#kit/subgraph';
import type { IncidentAttachment } from '#prisma/generated/client';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { IncidentsPlatform } from '../context.ts';
import { isUuid } from '../isUuid.ts';
import { addAttachment } from './addAttachment.ts';
import { attachmentHeaders } from './attachmentHeaders.ts';
import { discardBody } from './discardBody.ts';

/**
 * `POST /files/incidents/{incident}/attachments?name=…` with the bytes as its body, and `GET /files/incidents/{incident}/attachments/{attachment}`,
 * with `?inline=true` for a picture that a page shows.
 */
export function attachmentFiles(platform: IncidentsPlatform): FileRoute[] {
  return [
    {
      method: 'POST',
      path: '/:incident/attachments',
      async serve(request, response, { params, query, caller }) {
        try {
          await upload(platform, caller, params['incident'] ?? '', query.get('name') ?? '', request, response);
        } catch (error) {
          // A sender reads the refusal only once it has sent what it is sending.
          await discardBody(request);
          throw error;
        }
      },
    },
    {
      method: 'GET',
      path: '/:incident/attachments/:attachment',
      async serve(request, response, { params, query, caller }) {
        requirePermission(caller, 'incidents:read');
        const file = await findAttachment(platform, caller, params['incident'] ?? '', params['attachment'] ?? '');
        await send(platform, file, query.get('inline') === 'true', request, response);
      },
    },
  ];
}

async function upload(
  platform: IncidentsPlatform,
  caller: Caller,
  incidentId: string,
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { 'content-type': type, 'content-length': length, 'content-encoding': encoding = 'identity' } = request.headers;
  // A form of another site can send neither this type nor a header that makes it unusual.
  if (type !== 'application/octet-stream')
    throw new AppError('UNSUPPORTED_ENCODING', 'Send the file as it is, with the content type application/octet-stream.');
  if (encoding !== 'identity') throw new AppError('UNSUPPORTED_ENCODING', 'Send the file as it is, without a content encoding.');
  if (!isUuid(incidentId)) throw new AppError('NOT_FOUND', `There is no incident with the id ${incidentId}.`);
  const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  const announced = length === undefined ? null : Number(length);
  const { id, name: kept, bytes, sha256, contentType } = await addAttachment(platform, caller, incidentId, { name, announced, body });
  const answer = JSON.stringify({ id, name: kept, bytes, sha256, contentType });
  response.writeHead(201, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(answer),
    'cache-control': 'no-store',
  });
  response.end(answer);
}

/** The attachment as this caller sees it: what hides a private incident hides its files. */
async function findAttachment({ database }: IncidentsPlatform, caller: Caller, incidentId: string, id: string): Promise<IncidentAttachment> {
  const reader = database.openReader(caller.tenantId, viewerOf(caller));
  try {
    const file =
      isUuid(id) && isUuid(incidentId) ? await reader.db.incidentAttachment.findFirst({ where: { id, incidentId, storedAt: { not: null } } }) : null;
    if (file === null) throw new AppError('NOT_FOUND', `There is no attachment with the id ${id}.`);
    return file;
  } finally {
    await reader.close();
  }
}

async function send(
  { objects }: IncidentsPlatform,
  file: IncidentAttachment,
  inline: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = attachmentHeaders(file, inline);
  if (request.headers['if-none-match'] === headers['etag']) {
    response.writeHead(304, { etag: headers['etag'], 'cache-control': headers['cache-control'] }).end();
    return;
  }
  const body = await objects.get(file.key);
  if (body === null) throw new AppError('STORE_UNAVAILABLE', `The store has lost the file ${file.name}.`);
  response.writeHead(200, headers);
  await pipeline(body, response);
}
