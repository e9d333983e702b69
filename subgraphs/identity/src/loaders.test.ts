import type { IdentityDb } from './context.ts';
import { createLoaders } from './loaders.ts';

test('many people of one request are one query', async () => {
  const asked: unknown[] = [];
  const findMany = async (query: unknown) => {
    asked.push(query);
    return [];
  };
  const db = { person: { findMany } } as unknown as IdentityDb;
  const { person } = createLoaders(db);
  const ids = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001'];
  expect(await Promise.all(ids.map((id) => person.load(id)))).toEqual([null, null, null]);
  expect(asked).toEqual([{ where: { id: { in: ids.slice(0, 2) } } }]);
});
