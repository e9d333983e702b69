import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '#kit/errors';

/** What is wrong with a CSV text, by the line that it stands in. */
export type CsvProblem = { line: number; message: string };

export type Csv = { columns: string[]; rows: string[][] };

/** Bounds of a table: it is kept in memory by every process that takes in alerts. */
export const mostRows = 10_000;
const mostColumns = 30;
const mostCharacters = 900_000;
const longestCell = 1_000;
/** Nobody corrects more at once. */
const mostProblems = 50;

/** The table that a CSV text with a header is, or everything that is wrong with it, with line numbers as an editor counts them. */
export function readCsv(text: string): { csv: Csv; problems: [] } | { csv: null; problems: CsvProblem[] } {
  if (text.length > mostCharacters) return refused({ line: 1, message: `The file has ${text.length} characters; ${mostCharacters} is the most.` });
  const parsed = parseRecords(text);
  if ('problem' in parsed) return refused(parsed.problem);
  const [header, ...rows] = parsed.records;
  if (!header) return refused({ line: 1, message: 'The file is empty; the first line names the columns.' });
  const problems = [...judgeHeader(header), ...rows.flatMap((row) => judgeRow(row, header.cells.length))];
  if (rows.length === 0) problems.push({ line: header.line + 1, message: 'There is no row below the header.' });
  if (rows.length > mostRows)
    problems.push({ line: rows[mostRows]?.line ?? 1, message: `The table has ${rows.length} rows; ${mostRows} is the most.` });
  if (problems.length > 0) return { csv: null, problems: problems.slice(0, mostProblems) };
  return { csv: { columns: header.cells, rows: rows.map(({ cells }) => cells) }, problems: [] };
}

/** The table, or BAD_USER_INPUT that names the first lines with what is wrong with them. */
export function requireCsv(text: string): Csv {
  const { csv, problems } = readCsv(text);
  if (csv) return csv;
  const told = problems.slice(0, 5).map(({ line, message }) => `line ${line}: ${message}`);
  throw new AppError('BAD_USER_INPUT', [...told, ...(problems.length > 5 ? [`and ${problems.length - 5} more`] : [])].join('\n'));
}

type CsvRecord = { line: number; cells: string[] };

function parseRecords(text: string): { records: CsvRecord[] } | { problem: CsvProblem } {
  try {
    const found = parse(text, { bom: true, trim: true, skip_empty_lines: true, relax_column_count: true, info: true });
    // A record's line is the one that it ends in.
    return {
      records: (found as unknown as { info: { lines: number }; record: string[] }[]).map(({ info, record }) => ({ line: info.lines, cells: record })),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return { problem: { line, message: error.message } };
  }
}

function judgeHeader({ line, cells }: CsvRecord): CsvProblem[] {
  const problems: CsvProblem[] = [];
  if (cells.length > mostColumns) problems.push({ line, message: `There are ${cells.length} columns; ${mostColumns} is the most.` });
  for (const [at, name] of cells.entries()) {
    if (name === '' || name.length > 200) problems.push({ line, message: `Column ${at + 1} needs a name of at most 200 characters.` });
    else if (cells.indexOf(name) < at) problems.push({ line, message: `The column "${name}" is there twice.` });
  }
  return problems;
}

function judgeRow({ line, cells }: CsvRecord, width: number): CsvProblem[] {
  if (cells.length !== width) return [{ line, message: `The row has ${cells.length} cells; the header has ${width}.` }];
  return cells.flatMap((cell, at) => {
    if (cell.length > longestCell) return [{ line, message: `Cell ${at + 1} has ${cell.length} characters; ${longestCell} is the most.` }];
    return cell.isWellFormed() && !cell.includes('\0') ? [] : [{ line, message: `Cell ${at + 1} has a character that cannot be stored.` }];
  });
}

function refused(problem: CsvProblem): { csv: null; problems: CsvProblem[] } {
  return { csv: null, problems: [problem] };
}
