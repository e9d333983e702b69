import { type ErrorCode, errorCodes } from '#contracts/errors';
import type { AppError } from '#kit/errors';
import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { recordChanges } from '../../changeEvent/recordChanges.ts';
import { acknowledgeForSender } from '../../incident/acknowledgeForSender.ts';
import { endAlert } from '../endAlert.ts';
import { fingerprintOfKey } from '../fingerprint.ts';
import { type Intake, parseJson, readText, tokenOf } from '../intake.ts';
import { alertOfTrigger, readPagerdutyChange, readPagerdutyEvent } from '../sources/pagerduty.ts';
import { pathText } from '../sources/readShape.ts';
import { wordRefusals } from './wordRefusals.ts';

/** PagerDuty takes events of up to 512 KB. It matters here because the routing key, which says who sends, stands in the body. */
const bodyLimit = 512 * 1024;

/** PagerDuty's Events API v2 under another host: the routing key is the integration's token. */
export function pagerdutyRoutes(intake: Intake): Route[] {
  const routes: Route[] = [
    { method: 'POST', path: '/ingest/pagerduty/v2/enqueue', handle: (request) => receiveEvent(intake, request) },
    { method: 'POST', path: '/ingest/pagerduty/v2/change/enqueue', handle: (request) => receiveChange(intake, request) },
  ];
  return wordRefusals(intake, routes, refusal);
}

/** Acknowledging or resolving what is not open is no error, as with PagerDuty. */
async function receiveEvent(intake: Intake, request: HttpRequest): Promise<HttpResponse> {
  const body = await readText(request, bodyLimit);
  const event = readPagerdutyEvent(parseJson(body));
  const sender = await intake.authenticate(routingKey(request, event.routing_key), 'PAGERDUTY');
  const key = event.dedup_key || randomUUID().replaceAll('-', '');
  switch (event.event_action) {
    case 'trigger':
      await intake.receive(sender, body, [alertOfTrigger(event, key, intake.platform.clock.now())]);
      break;
    case 'acknowledge':
      await acknowledgeForSender(intake.platform, sender, { fingerprint: fingerprintOfKey(sender.id, key), body, by: event.client ?? null });
      break;
    case 'resolve':
      await endAlert(intake, sender, body, { fingerprint: fingerprintOfKey(sender.id, key) });
      break;
    default:
      event satisfies never;
  }
  return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } };
}

async function receiveChange(intake: Intake, request: HttpRequest): Promise<HttpResponse> {
  const body = await readText(request, bodyLimit);
  const { routingKey: key, ...change } = readPagerdutyChange(parseJson(body));
  const sender = await intake.authenticate(routingKey(request, key), 'PAGERDUTY');
  await recordChanges(intake.platform, sender, body, [change]);
  return { status: 202, body: { status: 'success', message: 'Change event processed' } };
}

/** In the body, or in the headers that some clients use for it. */
function routingKey(request: HttpRequest, inBody: string | null | undefined): string | undefined {
  const header = request.headers['x-routing-key'];
  return inBody || (typeof header === 'string' ? header : tokenOf(request));
}

/** What PagerDuty's clients take for "correct it and do not send it again". */
const invalid = new Set<ErrorCode>(['MALFORMED_BODY', 'UNKNOWN_SHAPE', 'UNAUTHENTICATED', 'FORBIDDEN']);

/** PagerDuty's answer, with our code beside it. */
function refusal(error: AppError): HttpResponse {
  const { code } = error;
  const errors = errorsOf(error);
  if (invalid.has(code)) return { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors, code } };
  const status = code === 'RATE_LIMITED' ? 'throttle exceeded' : 'error';
  return { status: errorCodes[code].status, body: { status, message: error.message, errors, code } };
}

function errorsOf({ cause, message, code }: AppError): string[] {
  if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') return [`'routing_key' is not valid here: ${message}`];
  if (!(cause instanceof z.ZodError)) return [message];
  return cause.issues.map(({ path, message }) => `${path.length === 0 ? 'The event' : `'${pathText(path)}'`} ${message}`);
}
