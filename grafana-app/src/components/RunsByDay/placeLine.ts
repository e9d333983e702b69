interface Plane {
  width: number;
  height: number;
  /** The value that is drawn at the top. */
  highest: number;
}

export type Point = [x: number, y: number];

/** Where the values of a row of days stand, each in the middle of its day. A day without a value breaks the line. */
export function placeLine(values: ReadonlyArray<number | null>, { width, height, highest }: Plane): Point[][] {
  const step = width / Math.max(1, values.length);
  const lines: Point[][] = [];
  let line: Point[] = [];
  values.forEach((value, index) => {
    if (value === null || highest <= 0) {
      line = [];
      return;
    }
    if (line.length === 0) {
      lines.push(line);
    }
    line.push([round((index + 0.5) * step), round(height - (value / highest) * (height - 4) - 2)]);
  });
  return lines;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** The top of a scale for whole numbers: 1, 2, 5, 10, 20, 50 …, the first that is not below the highest of them. */
export function topOf(values: readonly number[]): number {
  const highest = Math.max(1, ...values);
  const power = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 5, 10].map((times) => times * power).find((top) => top >= highest) ?? highest;
}
