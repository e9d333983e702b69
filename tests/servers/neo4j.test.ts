import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import neo4j from 'neo4j-driver';
import { describeWith } from './describeWith.ts';
import { startNeo4j } from './neo4j.ts';

async function ask(url: string, query: string): Promise<unknown[]> {
  const driver = neo4j.driver(url);
  try {
    const { records } = await driver.executeQuery(query);
    return records.map((record) => record.toObject());
  } finally {
    await driver.close();
  }
}

describeWith(['neo4j'], 'Neo4j', () => {
  test('answers Cypher over Bolt and keeps its data over a crash at the same address', async () => {
    const home = mkdtempSync(join(tmpdir(), 'neo4j-kept-'));
    try {
      const first = await startNeo4j({ home });
      await ask(first.url, "CREATE (:Alert { id: 'a' })");
      await first.kill();
      const second = await startNeo4j({ home, port: first.port });
      expect(await ask(second.url, 'MATCH (a:Alert) RETURN a.id AS id')).toEqual([{ id: 'a' }]);
      await second.stop();
    } finally {
      rmSync(home, { recursive: true });
    }
  }, 240_000);
});
