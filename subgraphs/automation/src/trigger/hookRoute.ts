import { AppError } from '#kit/errors';
import { hashToken, openSecret } from '#kit/secret';
import type { HttpRequest, HttpResponse, Route } from '#kit/serve';
import { Prisma, type Trigger } from '#prisma/generated/client';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { createHookLimit } from './limitHooks.ts';
import { judgeHookSignature } from './judgeHookSignature.ts';
import { receiveCall } from './receiveCall.ts';

const bodyLimit = 256 * 1024;

/**
 * `POST /hooks/{token}`: calls that start a playbook. What is called for is stored before the call is answered, 202 with the id of the stored event; one that is
 * sent again, by its `webhook-id`, `x-github-delivery` or `idempotency-key`, is answered alike and changes nothing. NOT_FOUND for an address that is not there,
 * SIGNATURE_REFUSED for what is not signed with the secret of the hook, MALFORMED_BODY for what says to be JSON and is not, RATE_LIMITED over 300 calls a minute.
 */
export function hookRoute(platform: AutomationPlatform): Route {
  const limit = createHookLimit(platform.clock);
  return {
    method: 'POST',
    path: '/hooks/:token',
    async handle(request): Promise<HttpResponse> {
      const trigger = await findHook(platform, request.params['token'] ?? '');
      limit(trigger.id);
      const body = await request.text(bodyLimit);
      requireSignature(platform, trigger, request, body);
      const { headers } = request;
      const payload = { headers: shownHeaders(headers), body: contentOf(headers, body) };
      const { eventId, repeated } = await receiveCall(platform, trigger, { payload, key: keyOf(headers), cause: causeOf(headers) });
      return { status: 202, body: { status: repeated ? 'repeated' : 'accepted', eventId } };
    },
  };
}

async function findHook(platform: AutomationPlatform, token: string): Promise<Trigger> {
  const [found] = await platform.database.acrossTenants<{ tenant_id: string; id: string }>(
    Prisma.sql`SELECT tenant_id, id FROM lookup.trigger_by_token(${hashToken(token)})`,
  );
  const trigger = found && (await platform.database.inTenant(found.tenant_id, (db) => db.trigger.findFirst({ where: { id: found.id } })));
  if (!trigger) throw new AppError('NOT_FOUND', 'There is no hook at this address.');
  return trigger;
}

function requireSignature({ secretKey, clock }: AutomationPlatform, { signing, secret }: Trigger, { headers }: HttpRequest, body: string): void {
  if (signing === null || secret === null) throw new AppError('NOT_FOUND', 'There is no hook at this address.');
  const verdict = judgeHookSignature(signing, { secret: openSecret(secret, secretKey), headers, body, now: clock.now() });
  if (verdict !== 'signed') throw new AppError('SIGNATURE_REFUSED', `The call is not signed with the secret of this hook: ${verdict}.`);
}

/** Headers that say what the call is; none that proves who sent it, or by which way it came. */
function shownHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const isShown = (name: string): boolean =>
    ['content-type', 'user-agent', 'webhook-id'].includes(name) ||
    (name.startsWith('x-') && !/signature|token|auth|secret|key|cookie|forwarded|real-ip/.test(name));
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (isShown(name) && typeof value === 'string' ? [[name, value.slice(0, 1_000)]] : [])),
  );
}

/** JSON as what it says, a form as its fields, anything else as text. */
function contentOf(headers: IncomingHttpHeaders, body: string): Prisma.InputJsonValue {
  const type = headers['content-type'] ?? 'application/json';
  if (/^application\/x-www-form-urlencoded/i.test(type)) return Object.fromEntries(new URLSearchParams(body));
  if (!/^application\/([\w.-]+\+)?json/i.test(type)) return body;
  try {
    return z.json().parse(JSON.parse(body === '' ? '{}' : body)) as Prisma.InputJsonValue;
  } catch (cause) {
    throw new AppError('MALFORMED_BODY', 'The body is not JSON.', { cause });
  }
}

function keyOf(headers: IncomingHttpHeaders): string | null {
  const key = headers['webhook-id'] ?? headers['x-github-delivery'] ?? headers['idempotency-key'];
  return typeof key === 'string' && key !== '' ? key.slice(0, 300) : null;
}

/** A step of a run says in its `idempotency-key` which run it is of: what it calls for follows out of that run. */
function causeOf(headers: IncomingHttpHeaders): string | null {
  const id = z.uuid().safeParse(String(headers['idempotency-key'] ?? '').split(':')[0]);
  return id.success ? id.data : null;
}
