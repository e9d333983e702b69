import { AppError } from '#kit/errors';
import { type Actor, type Platform, transact } from '#kit/transact';
import { z } from 'zod';
import type { IncidentsDb } from '../context.ts';
import { readRules } from '../enrichment/readEnrichment.ts';
import { lockRules } from '../enrichment/saveRules.ts';
import { requireCsv } from './readCsv.ts';

const nameShape = z.string().trim().min(1).max(100);
/** Most tables of a tenant. */
const mostTables = 50;

/** A table to be made, or with an id to be put in the place of the one that is there; without a text that one keeps its rows, and only its name changes. */
export type TableUpload = { id?: string | null; name: string; csv?: string | null };

/**
 * Makes a look-up table from a CSV text, replaces one, or renames it. BAD_USER_INPUT with the lines that make no sense, CONFLICT for a name that is taken or
 * when a live rule uses a column that would be gone, NOT_FOUND for a table that is not there. Returns the table's id.
 */
export async function saveLookupTable(platform: Platform, actor: Actor, upload: TableUpload): Promise<string> {
  const name = nameShape.safeParse(upload.name);
  if (!name.success) throw new AppError('BAD_USER_INPUT', 'The table needs a name of at most 100 characters.');
  if (upload.csv == null) return renameLookupTable(platform, actor, upload.id, name.data);
  const { columns, rows } = requireCsv(upload.csv);
  const { tenantId, personId } = actor;
  return transact(platform, actor, async ({ db, now, audit }) => {
    await lockRules(db, tenantId);
    const before = upload.id == null ? null : await takeTable(db, upload.id);
    await requireFreeName(db, name.data, before?.id);
    if (before) await requireUsedColumns(db, before.id, columns);
    const content = { name: name.data, columns, rows, rowCount: rows.length, updatedAt: now, updatedById: personId };
    const { id } = before
      ? await db.lookupTable.update({
          where: { tenantId_id: { tenantId, id: before.id } },
          data: { ...content, revision: { increment: 1 } },
          select: { id: true },
        })
      : await db.lookupTable.create({ data: { ...content, createdAt: now }, select: { id: true } });
    audit({
      action: before ? 'lookupTable.replaced' : 'lookupTable.created',
      subject: { kind: 'LookupTable', id },
      ...(before && { before: { name: before.name, columns: before.columns, rowCount: before.rowCount } }),
      after: { name: name.data, columns, rowCount: rows.length },
    });
    return id;
  });
}

async function renameLookupTable(platform: Platform, actor: Actor, id: string | null | undefined, name: string): Promise<string> {
  if (id == null) throw new AppError('BAD_USER_INPUT', 'A new table needs a CSV text.');
  const { tenantId } = actor;
  return transact(platform, actor, async ({ db, audit }) => {
    await lockRules(db, tenantId);
    const before = await takeTable(db, id);
    await requireFreeName(db, name, before.id);
    await db.lookupTable.update({ where: { tenantId_id: { tenantId, id: before.id } }, data: { name } });
    audit({ action: 'lookupTable.renamed', subject: { kind: 'LookupTable', id: before.id }, before: { name: before.name }, after: { name } });
    return before.id;
  });
}

/** A table without its rows; NOT_FOUND. */
export async function takeTable(db: IncidentsDb, id: string): Promise<{ id: string; name: string; columns: string[]; rowCount: number }> {
  const found = z.uuid().safeParse(id).success
    ? await db.lookupTable.findFirst({ where: { id }, select: { id: true, name: true, columns: true, rowCount: true } })
    : null;
  if (!found) throw new AppError('NOT_FOUND', `There is no look-up table with the id ${id}.`);
  return found;
}

async function requireFreeName(db: IncidentsDb, name: string, ownId: string | undefined): Promise<void> {
  const taken = await db.lookupTable.findFirst({ where: { name }, select: { id: true } });
  if (taken && taken.id !== ownId) throw new AppError('CONFLICT', `There is a table named "${name}" already.`);
  if (ownId === undefined && (await db.lookupTable.count()) >= mostTables)
    throw new AppError('CONFLICT', `There are ${mostTables} tables already, which is the most.`);
}

async function requireUsedColumns(db: IncidentsDb, id: string, columns: readonly string[]): Promise<void> {
  for (const { name, action } of (await readRules(db)).rules) {
    if (action.kind !== 'look_up' || action.tableId !== id) continue;
    const missing = [...action.keys, ...action.values].find(({ column }) => !columns.includes(column));
    if (missing) throw new AppError('CONFLICT', `The rule "${name}" uses the column "${missing.column}", which the new table has not.`);
  }
}
