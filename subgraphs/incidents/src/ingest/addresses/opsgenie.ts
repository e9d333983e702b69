import { errorCodes } from '#contracts/errors';
import { AppError } from '#kit/errors';
import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { acknowledgeForSender } from '../../incident/acknowledgeForSender.ts';
import { noteForSender } from '../../incident/noteForSender.ts';
import type { Sender } from '../authenticate.ts';
import { endAlert } from '../endAlert.ts';
import { type Intake, parseJson, readText, tokenOf } from '../intake.ts';
import { readOpsgenieAction, readOpsgenieAlert } from '../sources/opsgenie.ts';
import { pathText } from '../sources/readShape.ts';
import { describeRequest, findNamed, type Kept, listNamed, showNamed } from './opsgenieAlerts.ts';
import { wordRefusals } from './wordRefusals.ts';

/**
 * Opsgenie's alerts API under another host, so that what was written for it needs another address and key and nothing else. Changes are answered as Opsgenie
 * does, with an id to ask for their outcome by; here they are done when the answer comes. The key is the integration's token.
 */
export function opsgenieRoutes(intake: Intake): Route[] {
  const alerts = '/ingest/opsgenie/v2/alerts';
  const route = (method: Route['method'], path: string, handle: (sender: Sender, request: HttpRequest) => Promise<HttpResponse>): Route => ({
    method,
    path: alerts + path,
    handle: async (request) => handle(await authenticate(intake, request), request),
  });
  const routes = [
    route('POST', '', (sender, request) => create(intake, sender, request)),
    route('POST', '/:identifier/close', (sender, request) => act(intake, sender, request, 'close')),
    route('POST', '/:identifier/acknowledge', (sender, request) => act(intake, sender, request, 'acknowledge')),
    route('POST', '/:identifier/notes', (sender, request) => act(intake, sender, request, 'addNote')),
    route('DELETE', '/:identifier', (sender, request) => act(intake, sender, request, 'delete')),
    route('GET', '', async (sender, { query }) => found(await listNamed(intake.platform, sender, query))),
    route('GET', '/requests/:id', async (sender, { params }) => found({ data: await describeRequest(intake.platform, sender, params['id'] ?? '') })),
    route('GET', '/:identifier', async (sender, request) => found({ data: await showNamed(intake.platform, sender, nameIn(request)) })),
  ];
  return wordRefusals(intake, routes, refusal);
}

function authenticate(intake: Intake, request: HttpRequest): Promise<Sender> {
  const key = /^GenieKey\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return intake.authenticate(key ?? tokenOf(request), 'OPSGENIE');
}

async function create(intake: Intake, sender: Sender, request: HttpRequest): Promise<HttpResponse> {
  const requestId = uuidv7();
  const body = await readText(request);
  const alert = readOpsgenieAlert(parseJson(body), requestId, intake.platform.clock.now());
  await intake.receive(sender, body, [alert], requestId);
  return accepted(requestId);
}

/** An action on an alert that is not there is taken all the same, as with Opsgenie: the request's outcome says so. */
async function act(intake: Intake, sender: Sender, request: HttpRequest, action: Kept['action']): Promise<HttpResponse> {
  const requestId = uuidv7();
  const text = await readText(request);
  const words = readOpsgenieAction(text.trim() === '' ? {} : parseJson(text));
  if (action === 'addNote' && words.note === null) throw new AppError('UNKNOWN_SHAPE', '"note" must not be empty.');
  const name = nameIn(request);
  // Which alert it is about stands in the address, so what is kept of the request says that as well.
  const body = JSON.stringify({ action, ...name, body: text } satisfies Kept);
  const alert = await findNamed(intake.platform, sender, name);
  const { platform } = intake;
  if (!alert) await intake.receive(sender, body, [], requestId);
  else if (action === 'acknowledge')
    await acknowledgeForSender(platform, sender, { fingerprint: alert.fingerprint, body, by: words.by, payloadId: requestId });
  else if (action === 'addNote') await intake.receive(sender, body, [], requestId);
  else await endAlert(intake, sender, body, { fingerprint: alert.fingerprint, payloadId: requestId });
  if (alert?.incidentId && words.note !== null)
    await noteForSender(platform, sender, { incidentId: alert.incidentId, text: words.note, by: words.by });
  return accepted(requestId);
}

function nameIn({ params, query }: HttpRequest): Pick<Kept, 'identifier' | 'identifierType'> {
  return { identifier: params['identifier'] ?? '', identifierType: query.get('identifierType') ?? 'id' };
}

/** Opsgenie tells how long a request took, in seconds; nobody decides anything by it. */
const took = 0;

function accepted(requestId: string): HttpResponse {
  return { status: 202, body: { result: 'Request will be processed', took, requestId } };
}

function found(body: object): HttpResponse {
  return { status: 200, body: { ...body, took, requestId: uuidv7() } };
}

/** Opsgenie's answer, with our code beside it. */
function refusal({ code, message, cause }: AppError): HttpResponse {
  const about = cause instanceof z.ZodError ? Object.fromEntries(cause.issues.map(({ path, message }) => [pathText(path), message])) : undefined;
  return { status: errorCodes[code].status, body: { message, ...(about && { errors: about }), took, requestId: uuidv7(), code } };
}
