import { startEmbedded, type Composition } from '../compositions/embedded.ts';
import { ask } from './ask.ts';

/** An alert that was accepted is there after the process that accepted it was killed: 2xx comes after COMMIT and never before. */

let platform: Composition;
beforeAll(async () => void (platform = await startEmbedded()), 120_000);
afterAll(() => platform?.stop(), 30_000);

test('kill -9 under load loses no accepted alert', async () => {
  const accepted = new Set<string>();
  let number = 0;
  let isKilled = false;

  const sender = async (): Promise<void> => {
    while (!isKilled && number < 5_000) {
      const name = `durable-${(number += 1)}`;
      const body = JSON.stringify([{ labels: { alertname: 'Durable', instance: name, severity: 'info' } }]);
      try {
        const response = await fetch(platform.ingest.prometheus, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        if (response.ok) accepted.add(name);
      } catch (error) {
        if (!isKilled && !(error instanceof TypeError)) throw error;
      }
    }
  };
  const senders = Array.from({ length: 16 }, sender);
  while (accepted.size < 200) await new Promise((resolve) => setTimeout(resolve, 10));
  isKilled = true;
  await platform.killIntake();
  await Promise.all(senders);

  await platform.restartIntake();
  const stored = await storedInstances();
  expect([...accepted].filter((name) => !stored.has(name))).toEqual([]);
  expect(accepted.size).toBeGreaterThanOrEqual(200);
}, 120_000);

async function storedInstances(): Promise<Set<string>> {
  type Answer = { alerts: { edges: { node: { labels: Record<string, string> } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
  const found = new Set<string>();
  for (let after: string | null = null; ;) {
    const { alerts }: Answer = await ask<Answer>(
      platform,
      `query ($after: String) { alerts(first: 200, after: $after) { edges { node { labels } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    for (const { node } of alerts.edges) found.add(node.labels['instance'] ?? '');
    if (!alerts.pageInfo.hasNextPage) return found;
    after = alerts.pageInfo.endCursor;
  }
}
