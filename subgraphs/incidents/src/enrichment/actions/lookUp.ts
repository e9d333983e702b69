import { valueOf } from '#contracts/matcher';
import { AppError } from '#kit/errors';
import { indexRows, type Table } from '../../lookupTable/indexTable.ts';
import type { Act } from '../enrich.ts';
import type { ActionOf } from '../enrichmentRule.ts';
import { putLabels } from './putLabels.ts';

/** Most rows with a `*` among their keys: they are asked one after the other, for every alert. */
const mostWildRows = 1_000;

/** Empty cells of the row that was found leave their labels as they are. */
export function compileLookUp({ tableId, keys, values, keepsExisting }: ActionOf<'look_up'>, tables: ReadonlyMap<string, Table>): Act {
  const table = tables.get(tableId);
  if (!table) throw new AppError('BAD_USER_INPUT', `There is no look-up table with the id ${tableId}.`);
  const place = (column: string): number => {
    const at = table.columns.indexOf(column);
    if (at < 0) throw new AppError('BAD_USER_INPUT', `The table "${table.name}" has no column "${column}": ${table.columns.join(', ')}.`);
    return at;
  };
  const keyPlaces = keys.map(({ column }) => place(column));
  const wildRows = table.rows.filter((cells) => keyPlaces.some((at) => cells[at]?.includes('*'))).length;
  if (wildRows > mostWildRows) {
    throw new AppError('BAD_USER_INPUT', `The table "${table.name}" has ${wildRows} rows with a * in these columns; ${mostWildRows} is the most.`);
  }
  const find = indexRows(table.rows, keyPlaces);
  const given = values.map(({ column, label }) => ({ at: place(column), label }));
  return (alert) => {
    const asked = keys.map(({ label }) => valueOf(alert.labels, label));
    const row = find(asked);
    if (!row)
      return { reason: 'not_in_table', facts: { table: table.name, asked: Object.fromEntries(keys.map(({ column }, at) => [column, asked[at]])) } };
    const labels = given.flatMap(({ at, label }) => (row.cells[at] ? [[label, row.cells[at]] as const] : []));
    return { ...putLabels(alert, Object.fromEntries(labels), keepsExisting), facts: { table: table.name, row: row.number } };
  };
}
