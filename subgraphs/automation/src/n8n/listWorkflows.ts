import { AppError } from '#kit/errors';
import { z } from 'zod';
import type { AutomationPlatform } from '../context.ts';
import { askN8n, type N8nAddress } from './askN8n.ts';

/** A workflow of an n8n; `path` is that of the webhook by which it is started, null for one that has none. */
export type Workflow = { id: string; name: string; active: boolean; path: string | null };

const node = z.looseObject({
  type: z.string(),
  disabled: z.boolean().optional(),
  parameters: z.looseObject({ path: z.string().optional(), httpMethod: z.unknown().optional() }).optional(),
});
const page = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), name: z.string(), active: z.boolean(), isArchived: z.boolean().optional(), nodes: z.array(node) })),
  nextCursor: z.string().nullish(),
});

const mostPages = 10;

/**
 * The workflows of an n8n, by its public API (`GET /api/v1/workflows`), at most 2,500. UNAVAILABLE when it does not answer, BAD_USER_INPUT when it refuses the key or answers
 * something else than n8n does.
 */
export async function listWorkflows(platform: Pick<AutomationPlatform, 'outbound' | 'secretKey'>, connection: N8nAddress): Promise<Workflow[]> {
  const found: Workflow[] = [];
  let cursor: string | null = null;
  for (let turn = 0; turn < mostPages; turn += 1) {
    const query = new URLSearchParams({ limit: '250', ...(cursor !== null && { cursor }) });
    const read = page.safeParse(await askN8n(platform, connection, 'GET', `/workflows?${query.toString()}`));
    if (!read.success) throw new AppError('BAD_USER_INPUT', `What is at the address of ${connection.name} does not answer as n8n does.`);
    for (const { id, name, active, isArchived, nodes } of read.data.data)
      if (isArchived !== true) found.push({ id, name, active, path: pathOf(nodes) });
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
