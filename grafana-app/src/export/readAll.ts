/** Most rows of one file. */
export const MOST_ROWS = 10_000;
/** Rows of one request: as many as the platform gives. */
export const BATCH = 200;

/** A part of a list, as it comes. */
interface Part<Row> {
  rows: Row[];
  next: string | null;
}

/**
 * Reads a list to its end, or to the 10,000th row, part by part, so that it costs the platform no more than reading it does.
 * @param onProgress hears how many rows are there.
 */
export async function readAll<Row>(
  read: (after: string | null) => Promise<Part<Row>>,
  signal: AbortSignal,
  onProgress: (rows: number) => void
): Promise<{ rows: Row[]; isWhole: boolean }> {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    signal.throwIfAborted();
    const part: Part<Row> = await read(after);
    rows.push(...part.rows);
    after = part.next;
    onProgress(rows.length);
  } while (after !== null && rows.length < MOST_ROWS);
  return { rows: rows.slice(0, MOST_ROWS), isWhole: after === null };
}
