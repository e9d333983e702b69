/** One line of the printed table. */
export type Row = {
  /** Number of the goal, such as P1. */
  id: string;
  what: string;
  ours: string;
  /** What the peer did in the same run; empty where the goal has no peer. */
  peer: string;
  /** Median of the rounds' ratios; null where there is no peer. */
  ratio: number | null;
  /** Coefficient of variation of the ratios: how far the rounds agree. */
  cv: number | null;
  goal: string;
  /** Whether the goal was reached. */
  ok: boolean;
};

/** One part of the bench. Everything that it starts it stops. */
export type Bench = (options: BenchOptions) => Promise<Row[]>;

export type BenchOptions = {
  /** Rounds per contender; five for a result, one to see that a bench works. */
  rounds: number;
  /** Seconds of one round of load. */
  seconds: number;
};

/**
 * Measures contenders in turns (A B C, A B C, …), so that a neighbour of the machine disturbs all of them alike. The first turn warms up and is
 * not kept.
 */
export async function interleave<Name extends string, Measure>(
  contenders: Record<Name, () => Promise<Measure>>,
  rounds: number,
): Promise<Record<Name, Measure[]>> {
  const names = Object.keys(contenders) as Name[];
  const kept = Object.fromEntries(names.map((name): [Name, Measure[]] => [name, []])) as Record<Name, Measure[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const measure = await contenders[name]();
      if (round > 0) kept[name].push(measure);
    }
  }
  return kept;
}

/** The median of each round's ratio between ours and the peer's, and how far the rounds agree. */
export function ratioOf<Measure>(
  ours: readonly Measure[],
  peer: readonly Measure[],
  read: (measure: Measure) => number,
): { ratio: number; cv: number } {
  const ratios = ours.flatMap((measure, round) => {
    const other = peer[round];
    return other === undefined ? [] : [read(measure) / read(other)];
  });
  return { ratio: median(ratios), cv: variation(ratios) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/** Standard deviation over mean. */
export function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return deviation / mean;
}

/** The rows as a Markdown table. */
export function toTable(rows: readonly Row[]): string {
  const cells = rows.map(({ id, what, ours, peer, ratio, cv, goal, ok }) => [
    id,
    what,
    ours,
    peer,
    ratio === null ? '' : `${ratio.toFixed(2)}×`,
    cv === null ? '' : `${Math.round(cv * 100)} %`,
    goal,
    ok ? 'yes' : 'no',
  ]);
  const lines = [['', 'what', 'ours', 'peer', 'ratio', 'CV', 'goal', 'reached'], ...cells];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const print = (line: readonly string[]) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...rest] = lines;
  return [print(head), print(widths.map((width) => '-'.repeat(width))), ...rest.map(print)].join('\n');
}
