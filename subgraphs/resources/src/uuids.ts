import { z } from 'zod';

/** The ids that could be anything's at all: PostgreSQL would refuse a whole query for one that is no UUID. */
export function uuids(ids: readonly string[]): string[] {
  return ids.filter((id) => z.uuid().safeParse(id).success);
}
