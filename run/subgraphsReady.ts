import { AppError } from '#kit/errors';
import { judgePart, type Readiness } from '#kit/readiness';
import { subgraphNames, type SubgraphName } from '#kit/subgraph';
import { request } from 'undici';
import { z } from 'zod';

const part = z.object({ name: z.string(), detail: z.string().optional() });
const bodyShape = z.object({ ready: z.array(z.string()), degraded: z.array(part), notReady: z.array(part) });

/**
 * The state of the subgraphs in processes of their own, by their `/readyz`, and of what they say they work with, such as Neo4j. One that is
 * missing only degrades: the answers of the others are complete, and a gateway that refused everything would make a small failure a
 * whole one. Without any of them nothing can be answered.
 */
export async function subgraphsReady(addresses: Record<SubgraphName, string>, deadlineMs?: number): Promise<Readiness[]> {
  const behind: Readiness[] = [];
  const subgraphs = await Promise.all(
    subgraphNames.map((name) =>
      judgePart(name, 'degraded', async (signal) => void behind.push(...(await askSubgraph(`${addresses[name]}/readyz`, signal))), deadlineMs),
    ),
  );
  const isDeserted = subgraphs.every(({ state }) => state !== 'ready');
  return [...subgraphs.map((each) => (isDeserted ? { ...each, state: 'not ready' as const } : each)), ...behind];
}

/** What a subgraph that is ready says of its parts; throws, in words, for one that is not. */
async function askSubgraph(url: string, signal: AbortSignal): Promise<Readiness[]> {
  const unavailable = (words: string, cause?: unknown) => new AppError('UNAVAILABLE', words, { cause });
  const { statusCode, body } = await request(url, { signal }).catch((cause: unknown) => {
    throw unavailable('does not answer', cause);
  });
  const parsed = bodyShape.safeParse(parseJson(await body.text()));
  if (!parsed.success) throw unavailable(`answers ${statusCode}, and not as a subgraph does`);
  const { ready, degraded, notReady } = parsed.data;
  if (statusCode !== 200) throw unavailable(`is not ready: ${notReady.map(({ name }) => name).join(', ')}`);
  return [...ready.map((name) => ({ name, state: 'ready' as const })), ...degraded.map(degradedPart)];
}

function degradedPart({ name, detail }: z.infer<typeof part>): Readiness {
  return { name, state: 'degraded', ...(detail !== undefined && { detail }) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
