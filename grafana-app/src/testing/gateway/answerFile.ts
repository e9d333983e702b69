import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Platform } from './createPlatform';
import { ada } from './samples';
import type { Misbehaviour } from './startGateway';

/** The fake platform's address for attachments: takes any body, and tells of it in the incident. The page of a test is of another origin, so it is allowed to ask. */
export async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  platform: Platform,
  misbehave: Misbehaviour
) {
  const allowed = {
    'access-control-allow-origin': request.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'content-type',
  };
  const url = new URL(request.url ?? '/', 'http://fake');
  if (request.method === 'OPTIONS') {
    response.writeHead(204, allowed).end();
    return;
  }
  let bytes = 0;
  for await (const chunk of request) {
    bytes += Buffer.from(chunk).length;
  }
  await new Promise((later) => setTimeout(later, misbehave.delay));
  const send = (status: number, body: object) =>
    response.writeHead(status, { ...allowed, 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (misbehave.status !== undefined) {
    send(misbehave.status.code, Object(misbehave.status.body));
    return;
  }
  const incident = platform.records.incidents.find(({ id }) => url.pathname.includes(`/incidents/${id}/`));
  if (request.method !== 'POST' || incident === undefined) {
    send(404, { code: 'NOT_FOUND', message: 'Not found' });
    return;
  }
  const name = url.searchParams.get('name') ?? '';
  const id = `file-${incident.attachments.length + 1}`;
  const file = { id, name, isImage: name.endsWith('.png'), bytes, createdBy: ada, canRemove: true };
  platform.putIncident({
    ...incident,
    attachments: [...incident.attachments, { ...file, createdAt: new Date().toISOString() }],
  });
  send(201, { id, name });
}
