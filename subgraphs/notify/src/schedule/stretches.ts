import type { Stretch } from './scheduleShape.ts';

/** Sorted, and those that touch or overlap as one; empty ones are left out. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  for (const { from, to } of stretches.filter((each) => each.from < each.to).sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

/** What of `ones` lies within `others`. Each of `ones` keeps what else it carries; `others` must be sorted and apart, as `joined` gives them. */
export function within<One extends Stretch>(ones: readonly One[], others: readonly Stretch[]): One[] {
  return ones.flatMap((one) => {
    const parts: One[] = [];
    for (let at = firstAfter(others, one.from); at < others.length; at += 1) {
      const other = others[at];
      if (other === undefined || other.from >= one.to) break;
      parts.push({ ...one, from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) });
    }
    return parts;
  });
}

/** What of `ones` lies outside `others`, which must be sorted and apart. */
export function without<One extends Stretch>(ones: readonly One[], others: readonly Stretch[]): One[] {
  return ones.flatMap((one) => {
    const parts: One[] = [];
    let from = one.from;
    for (let at = firstAfter(others, one.from); at < others.length; at += 1) {
      const other = others[at];
      if (other === undefined || other.from >= one.to) break;
      if (other.from > from) parts.push({ ...one, from, to: other.from });
      from = other.to;
    }
    return from < one.to ? [...parts, { ...one, from }] : parts;
  });
}

export const lengthOf = (stretches: readonly Stretch[]): number => stretches.reduce((sum, { from, to }) => sum + to - from, 0);

/** Index of the first that ends after a moment. */
function firstAfter(stretches: readonly Stretch[], moment: number): number {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((stretches[middle]?.to ?? 0) > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}
