import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';
import type { Table } from './indexTable.ts';

const cells = z.array(z.array(z.string()));

/** All look-up tables of the tenant with their rows, by id. */
export async function readTables(db: IncidentsDb): Promise<Map<string, Table>> {
  const tables = await db.lookupTable.findMany({ select: { id: true, name: true, columns: true, rows: true } });
  return new Map(tables.map((table) => [table.id, { ...table, rows: readRows(table.rows) }]));
}

/** The rows of a table as they are stored. */
export function readRows(rows: unknown): string[][] {
  return cells.parse(rows);
}
