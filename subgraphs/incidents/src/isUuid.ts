import { z } from 'zod';

const shape = z.guid();

/** What is no UUID is the id of nothing; PostgreSQL would refuse the whole query for it. */
export function isUuid(id: string): boolean {
  return shape.safeParse(id).success;
}
