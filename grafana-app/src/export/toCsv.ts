/** Characters with which a spreadsheet takes a cell for a formula. A tab and a carriage return lead to one that is hidden behind them. */
const formula = /^[=+\-@\t\r]/;

/**
 * Rows as CSV after RFC 4180. What a spreadsheet would run as a formula gets an apostrophe before it: titles and labels come from whoever can
 * send an alert.
 */
export function toCsv(
  columns: readonly string[],
  rows: ReadonlyArray<ReadonlyArray<string | number | null | undefined>>
): string {
  return [columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  const harmless = typeof value !== 'number' && formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
