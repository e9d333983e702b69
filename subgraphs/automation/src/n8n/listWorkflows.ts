import { AppError } from '#kit/errors';
import { openSecret } from '#kit/secret';
import type { N8nConnection } from '#prisma/generated/client';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';

/** A workflow of an n8n; `path` is that of the webhook by which it is started, null for one that has none. */
export type Workflow = { id: string; name: string; active: boolean; path: string | null };

const node = z.looseObject({
  type: z.string(),
  disabled: z.boolean().optional(),
  parameters: z.looseObject({ path: z.string().optional(), httpMethod: z.unknown() }).optional(),
});
const page = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), name: z.string(), active: z.boolean(), isArchived: z.boolean().optional(), nodes: z.array(node) })),
  nextCursor: z.string().nullish(),
});

const mostPages = 10;
const bodyLimit = 8 * 1024 * 1024;

/**
 * The workflows of an n8n, by its public API (`GET /api/v1/workflows`), at most 2,500. UNAVAILABLE when it does not answer, BAD_USER_INPUT when it refuses the key or answers
 * something else than n8n does.
 */
export async function listWorkflows(
  { outbound, secretKey }: Pick<AutomationPlatform, 'outbound' | 'secretKey'>,
  { name, url, apiKey }: Pick<N8nConnection, 'name' | 'url' | 'apiKey'>,
): Promise<Workflow[]> {
  const found: Workflow[] = [];
  let cursor: string | null = null;
  for (let turn = 0; turn < mostPages; turn += 1) {
    const query = new URLSearchParams({ limit: '250', ...(cursor !== null && { cursor }) });
    const headers = { 'x-n8n-api-key': openSecret(apiKey, secretKey), accept: 'application/json' };
    const result = await outbound.send({ method: 'GET', url: `${url}/api/v1/workflows?${query.toString()}`, headers, timeoutMs: 10_000, bodyLimit });
    if (result.kind === 'failed') throw new AppError('UNAVAILABLE', `The n8n ${name} does not answer: ${result.detail}`, { retryAfter: 5 });
    if (result.status === 401 || result.status === 403)
      throw new AppError('BAD_USER_INPUT', `The n8n ${name} refuses the API key (${result.status}).`);
    const read = result.status === 200 ? page.safeParse(parse(result.body)) : null;
    if (!read?.success) throw new AppError('BAD_USER_INPUT', `What is at the address of ${name} does not answer as n8n does (${result.status}).`);
    for (const { id, name: title, active, isArchived, nodes } of read.data.data)
      if (isArchived !== true) found.push({ id, name: title, active, path: pathOf(nodes) });
    cursor = read.data.nextCursor ?? null;
    if (cursor === null) break;
  }
  return found;
}

function pathOf(nodes: z.infer<typeof node>[]): string | null {
  const hook = nodes.find(
    ({ type, disabled, parameters }) => type === 'n8n-nodes-base.webhook' && disabled !== true && parameters?.httpMethod === 'POST',
  );
  return hook?.parameters?.path ?? null;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON, and so not n8n's.
    return null;
  }
}
