/** A stretch of time on the axis: where it begins and how long it is, in percent of the axis. */
export interface Stretch {
  left: number;
  width: number;
  /** It began before the axis does. */
  cutLeft: boolean;
}

export interface AxisRange {
  from: number;
  to: number;
}

/** Alerts often fire long before the incident that they belong to; the axis does not go further back than this many times its own length. */
const LOOK_BACK = 1;

/** The time that the axis of an incident shows: from its earliest alert, unless that lies far back, until it ended or now. */
export function rangeOf(
  incident: { openedAt: string; resolvedAt?: string | null },
  starts: string[],
  now: number
): AxisRange {
  const opened = Date.parse(incident.openedAt);
  const end = Math.max(incident.resolvedAt ? Date.parse(incident.resolvedAt) : now, opened + 60_000);
  const earliest = starts.reduce((least, start) => Math.min(least, Date.parse(start)), opened);
  const from = Math.max(earliest, opened - LOOK_BACK * (end - opened));
  const margin = (end - from) * 0.02;
  return { from: from - margin, to: end + margin };
}

/** Places a bar; undefined when it lies outside the axis. */
export function placeStretch({ from, to }: AxisRange, start: number, end: number): Stretch | undefined {
  const begin = Math.max(start, from);
  const stop = Math.min(end, to);
  if (stop < from || begin > to) {
    return undefined;
  }
  const scale = 100 / (to - from);
  return { left: (begin - from) * scale, width: Math.max(0, (stop - begin) * scale), cutLeft: start < from };
}

/** Joins marks that would stand on each other. `gap` is the least distance in percent of the axis. */
export function clusterMarks<Mark extends { at: number }>(
  range: AxisRange,
  marks: Mark[],
  gap: number
): Array<{ left: number; marks: [Mark, ...Mark[]] }> {
  const clusters: Array<{ left: number; marks: [Mark, ...Mark[]] }> = [];
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const left = Math.min(100, Math.max(0, ((mark.at - range.from) / (range.to - range.from)) * 100));
    const last = clusters.at(-1);
    if (last !== undefined && left - last.left < gap) {
      last.marks.push(mark);
    } else {
      clusters.push({ left, marks: [mark] });
    }
  }
  return clusters;
}

const minute = 60_000;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map((minutes) => minutes * minute);

/** Round times along the axis: about as many as wanted. */
export function ticksOf({ from, to }: AxisRange, wanted: number, zoneOffset: number): number[] {
  const step = steps.find((length) => (to - from) / length <= wanted) ?? (to - from) / wanted;
  const first = Math.ceil((from + zoneOffset) / step) * step - zoneOffset;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / step) + 1) }, (_, index) => first + index * step);
}
