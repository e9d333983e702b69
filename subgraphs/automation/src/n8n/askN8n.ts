import { AppError } from '#kit/errors';
import { openSecret } from '#kit/secret';
import type { N8nConnection } from '#prisma/generated/client';
import type { AutomationPlatform } from '../context.ts';

const bodyLimit = 8 * 1024 * 1024;

/** Whose n8n is asked. */
export type N8nAddress = Pick<N8nConnection, 'name' | 'url' | 'apiKey'>;

/**
 * One request to the public API of an n8n (`/api/v1`), authenticated by its key; null for what it does not know or what is over (404, 409). UNAVAILABLE when it does not answer, BAD_USER_INPUT when it
 * refuses the key or answers something else than n8n does.
 */
export async function askN8n(
  { outbound, secretKey }: Pick<AutomationPlatform, 'outbound' | 'secretKey'>,
  { name, url, apiKey }: N8nAddress,
  method: 'GET' | 'POST',
  path: string,
): Promise<unknown> {
  const headers = { 'x-n8n-api-key': openSecret(apiKey, secretKey), accept: 'application/json' };
  const result = await outbound.send({ method, url: `${url}/api/v1${path}`, headers, timeoutMs: 10_000, bodyLimit });
  if (result.kind === 'failed') throw new AppError('UNAVAILABLE', `The n8n ${name} does not answer: ${result.detail}`, { retryAfter: 5 });
  const { status, body } = result;
  if (status === 401 || status === 403) throw new AppError('BAD_USER_INPUT', `The n8n ${name} refuses the API key (${status}).`);
  // 409: it is over already, and cannot be stopped.
  if (status === 404 || status === 409) return null;
  if (status >= 500 || status === 429) throw new AppError('UNAVAILABLE', `The n8n ${name} answers ${status}.`, { retryAfter: 5 });
  const answer = status === 200 ? parse(body) : undefined;
  if (answer === undefined) throw new AppError('BAD_USER_INPUT', `What is at the address of ${name} does not answer as n8n does (${status}).`);
  return answer;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON, and so not n8n's.
    return undefined;
  }
}
