/** What the time line needs of a step of a run. */
export interface TimedStep {
  path: string;
  id: string;
  name: string;
  kind: string;
  status: string;
  attempt: number;
  startedAt?: string | null;
  finishedAt?: string | null;
}

export interface Bar<Step extends TimedStep> {
  step: Step;
  /** How many steps it stands inside of. */
  depth: number;
  /** Whether it undoes another. */
  undoes: boolean;
  /** `2` in the second turn of a for-each; the innermost of several. */
  turn?: number;
  /** From the left, in parts of the whole; undefined when it has not begun. */
  from?: number;
  /** In parts of the whole. */
  width?: number;
  /** Milliseconds that it took, or has taken until now. */
  tookMs?: number;
}

export interface TimeLine<Step extends TimedStep> {
  bars: Array<Bar<Step>>;
  beginMs: number;
  spanMs: number;
  /** Where lines are drawn, in milliseconds from the beginning. */
  ticks: number[];
}

/**
 * The steps of a run as bars over its time. A step that still runs reaches until now.
 * @param begin when the run began, in milliseconds since 1970.
 * @param end when it ended, or now.
 * @param depths how many steps each stands inside of, by its id; by its path where that is not known.
 */
export function placeSteps<Step extends TimedStep>(
  steps: readonly Step[],
  begin: number,
  end: number,
  depths: ReadonlyMap<string, number> = new Map()
): TimeLine<Step> {
  const spanMs = Math.max(
    1,
    end - begin,
    ...steps.map(({ finishedAt }) => (finishedAt ? Date.parse(finishedAt) - begin : 0))
  );
  const bars = steps.map((step): Bar<Step> => {
    const { depth: ofPath, undoes, turn } = readPath(step.path);
    const depth = depths.get(step.id) ?? ofPath;
    const place = { step, depth, undoes, ...(turn !== undefined && { turn }) };
    if (!step.startedAt) {
      return place;
    }
    const from = Math.max(0, Date.parse(step.startedAt) - begin);
    const until = (step.finishedAt ? Date.parse(step.finishedAt) : end) - begin;
    const tookMs = Math.max(0, until - from);
    return { ...place, from: from / spanMs, width: Math.min(tookMs, spanMs - from) / spanMs, tookMs };
  });
  return { bars, beginMs: begin, spanMs, ticks: ticksOf(spanMs) };
}

/** What a path tells: `a[1].b[2].c` stands two deep in the third turn, `a~undo.b` undoes. */
export function readPath(path: string): { depth: number; undoes: boolean; turn?: number } {
  const turns = [...path.matchAll(/\[(\d+)\]/g)];
  const turn = turns.at(-1)?.[1];
  return {
    depth: path.split('.').length - 1,
    undoes: path.includes('~undo.'),
    ...(turn !== undefined && { turn: Number(turn) + 1 }),
  };
}

const spans = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000,
];

/** Round times, four to eight of them. */
function ticksOf(spanMs: number): number[] {
  const step = spans.find((each) => spanMs / each <= 6) ?? Math.ceil(spanMs / 6);
  return Array.from({ length: Math.floor(spanMs / step) + 1 }, (_, index) => index * step);
}
