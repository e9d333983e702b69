import { type Branch, branchesOf, type Definition, type Step, writeAddress } from '../../playbook/definition';

/* Longer than others: how lists, splits and loops are laid out is one recursion over the kinds of steps. */

/** Sizes in pixels at scale 1. */
export const stepSize = { width: 208, height: 52 };
export const undoSize = { width: 176, height: 40 };
const GAP_Y = 34;
const GAP_X = 36;
const FRAME = 18;
const END = { width: 64, height: 26 };
/** How wide an empty way past a condition is. */
const EMPTY_WIDTH = 56;

export interface PlacedNode {
  /** Where the step stands in the definition. */
  key: string;
  step: Step;
  x: number;
  y: number;
  width: number;
  height: number;
  undoes: boolean;
}

/** Where a run begins and ends, and where ways come together. */
export interface Mark {
  key: string;
  kind: 'start' | 'end' | 'join';
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Frame {
  key: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Line {
  key: string;
  /** From where it comes to where it leads; between two of them it bends as `drawLine` says. */
  points: Point[];
  /** Key of the step that the line leads to; undefined when it leads to where ways come together. */
  into: string | undefined;
  /** Key of the step that it comes from, as far as one is known. */
  from: string | undefined;
  look: 'way' | 'undo' | 'loop';
  /** Which way of a condition it is, and where that is written. */
  label?: { role: 'then' | 'else'; x: number; y: number };
}

export interface PlaybookLayout {
  nodes: PlacedNode[];
  marks: Mark[];
  frames: Frame[];
  lines: Line[];
  width: number;
  height: number;
}

/** Part of a drawing with its own origin. It is entered at the middle of its top and left at the middle of its bottom, which `axis` gives. */
interface Block extends PlaybookLayout {
  axis: number;
  /** Key of the step at its top and bottom; undefined when a mark or nothing stands there. */
  first: string | undefined;
  last: string | undefined;
}

/**
 * Draws a playbook as a flow from top to bottom: ways of a condition and branches side by side, what is repeated in a frame with a line back to its
 * beginning, what undoes a step at its right.
 */
export function layoutPlaybook({ steps }: Definition): PlaybookLayout {
  const flow = layList(steps, ['steps']);
  const top = END.height + GAP_Y;
  const bottom = top + flow.height + (steps.length === 0 ? 0 : GAP_Y);
  const axis = Math.max(flow.axis, END.width / 2);
  const moved = move(flow, axis - flow.axis, top);
  const mark = (kind: 'start' | 'end', y: number): Mark => ({
    ...{ key: kind, kind, x: axis - END.width / 2, y },
    ...END,
  });
  const ends =
    steps.length === 0
      ? [way('start-end', axis, END.height, axis, bottom)]
      : [
          way(`start>${flow.first}`, axis, END.height, axis, top, { into: flow.first }),
          way(`${flow.last}>end`, axis, top + flow.height, axis, bottom, { from: flow.last }),
        ];
  return {
    nodes: moved.nodes,
    marks: [mark('start', 0), ...moved.marks, mark('end', bottom)],
    frames: moved.frames,
    lines: [...ends, ...moved.lines],
    width: Math.max(moved.width, axis + END.width / 2),
    height: bottom + END.height,
  };
}

/** Steps one below the other, each on the axis. */
function layList(steps: Step[], at: ReadonlyArray<string | number>): Block {
  const blocks = steps.map((step, index) => layStep(step, [...at, index]));
  const axis = Math.max(0, ...blocks.map((block) => block.axis));
  let y = 0;
  const placed = blocks.map((block) => {
    const moved = move(block, axis - block.axis, y);
    y += block.height + GAP_Y;
    return { ...moved, top: y - block.height - GAP_Y };
  });
  const lines = placed.slice(1).map((block, index) => {
    const before = placed[index];
    return way(`${before?.last}>${block.first} ${index}`, axis, block.top - GAP_Y, axis, block.top, {
      from: before?.last,
      into: block.first,
    });
  });
  return {
    ...merge(placed),
    lines: [...lines, ...placed.flatMap((block) => block.lines)],
    // A narrow step is moved to the axis, and so reaches further to the right than its own width.
    width: Math.max(0, ...blocks.map((block) => axis - block.axis + block.width)),
    height: Math.max(0, y - GAP_Y),
    axis,
    first: placed[0]?.first,
    last: placed.at(-1)?.last,
  };
}

function layStep(step: Step, at: ReadonlyArray<string | number>): Block {
  const branches = branchesOf(step);
  switch (step.kind) {
    case 'condition':
    case 'parallel':
      return laySplit(step, at, branches);
    case 'forEach':
      return layLoop(step, at, branches[0]);
    default:
      return layDeed(step, at, branches[0]);
  }
}

/** A step with what undoes it at its right, one below the other in the order in which it is done. */
function layDeed(step: Step, at: ReadonlyArray<string | number>, undo: Branch | undefined): Block {
  const key = writeAddress(at);
  const x = stepSize.width + GAP_X;
  const undoing = (undo?.steps ?? []).map((each, index): PlacedNode => ({
    ...{ key: writeAddress([...at, 'rollBack', index]), step: each, undoes: true },
    ...{ x, y: (stepSize.height - undoSize.height) / 2 + index * (undoSize.height + 12), ...undoSize },
  }));
  const lines = undoing.map((node, index): Line => {
    const before = undoing[index - 1];
    const middle = x + undoSize.width / 2;
    const points =
      before === undefined
        ? [point(stepSize.width, stepSize.height / 2), point(x, stepSize.height / 2)]
        : [point(middle, before.y + undoSize.height), point(middle, node.y)];
    return { key: `undo>${node.key}`, points, from: before?.key ?? key, into: node.key, look: 'undo' };
  });
  const last = undoing.at(-1);
  const height = Math.max(stepSize.height, last === undefined ? 0 : last.y + undoSize.height);
  if (height > stepSize.height) {
    // What undoes it reaches further down: the way goes on beside it.
    lines.push(way(`${key} down`, stepSize.width / 2, stepSize.height, stepSize.width / 2, height, { from: key }));
  }
  return {
    nodes: [{ key, step, x: 0, y: 0, ...stepSize, undoes: false }, ...undoing],
    marks: [],
    frames: [],
    lines,
    width: last === undefined ? stepSize.width : x + undoSize.width,
    height,
    axis: stepSize.width / 2,
    first: key,
    // What stands at the bottom of the axis is the step itself, however far down its undoing reaches.
    last: key,
  };
}

/** A step with several ways below it that come together again. */
function laySplit(step: Step, at: ReadonlyArray<string | number>, branches: Branch[]): Block {
  const key = writeAddress(at);
  const ways = branches.map((branch) => ({ branch, block: layList(branch.steps, [...at, ...branch.at]) }));
  const labelled = step.kind === 'condition';
  const top = stepSize.height + GAP_Y + (labelled ? 14 : 6);
  let x = 0;
  const placed = ways.map(({ branch, block }) => {
    const width = Math.max(block.width, EMPTY_WIDTH);
    const axis = block.nodes.length === 0 ? x + width / 2 : x + block.axis;
    const moved = move(block, axis - block.axis, top);
    x += width + GAP_X;
    return { branch, block: moved, axis, bottom: top + block.height, isEmpty: block.nodes.length === 0 };
  });
  const spread = Math.max(0, x - GAP_X);
  const middle = placed.length === 0 ? 0 : ((placed[0]?.axis ?? 0) + (placed.at(-1)?.axis ?? 0)) / 2;
  const axis = Math.max(middle, stepSize.width / 2);
  const shift = axis - middle;
  const joinY = Math.max(top, ...placed.map(({ bottom }) => bottom)) + GAP_Y;
  const lines = placed.flatMap(({ branch, block, axis: own, bottom, isEmpty }): Line[] => {
    const wayX = own + shift;
    const name = `${key}.${branch.at.join('.')}`;
    const label =
      branch.role === 'then' || branch.role === 'else'
        ? { label: { role: branch.role, x: wayX, y: top - 12 } }
        : undefined;
    const out = [point(wayX, joinY - GAP_Y), point(axis, joinY)];
    const into = [point(axis, stepSize.height), point(wayX, top)];
    return isEmpty
      ? [line(name, [...into, ...out], { from: key, ...label })]
      : [
          line(name, into, { from: key, into: block.first, ...label }),
          line(`${name}>join`, [point(wayX, bottom), ...out], { from: block.last }),
        ];
  });
  const inner = merge(placed.map(({ block }) => move(block, shift, 0)));
  return {
    nodes: [{ key, step, x: axis - stepSize.width / 2, y: 0, ...stepSize, undoes: false }, ...inner.nodes],
    marks: [{ key: `${key} join`, kind: 'join', x: axis - 4, y: joinY, width: 8, height: 8 }, ...inner.marks],
    frames: inner.frames,
    lines: [...lines, ...inner.lines],
    width: Math.max(axis + stepSize.width / 2, spread + shift),
    height: joinY + 8,
    axis,
    first: key,
    last: undefined,
  };
}

/** A step with what it repeats below it in a frame. */
function layLoop(step: Step, at: ReadonlyArray<string | number>, each: Branch | undefined): Block {
  const key = writeAddress(at);
  const inner = layList(each?.steps ?? [], [...at, 'steps']);
  const width = Math.max(inner.width, stepSize.width * 0.6) + 2 * FRAME;
  const innerAxis = inner.nodes.length === 0 ? width / 2 - FRAME : inner.axis;
  const axis = Math.max(innerAxis + FRAME, stepSize.width / 2);
  const left = axis - innerAxis - FRAME;
  const top = stepSize.height + GAP_Y;
  const height = inner.height + 2 * FRAME;
  const moved = move(inner, left + FRAME, top + FRAME);
  const below = top + height + 14;
  const back = [
    point(axis, top + height),
    point(axis, below),
    point(left - 12, below),
    point(left - 12, top - GAP_Y / 2),
    point(axis, top - GAP_Y / 2),
  ];
  const lines: Line[] = [
    way(`${key}>each`, axis, stepSize.height, axis, top + (inner.first === undefined ? 0 : FRAME), {
      from: key,
      into: inner.first,
    }),
    way(`${key} out`, axis, top + height - FRAME, axis, top + height, { from: inner.last }),
    line(`${key} loop`, back, { from: inner.last, look: 'loop' }),
  ];
  const shift = Math.max(0, 12 - left);
  const block: Block = {
    nodes: [{ key, step, x: axis - stepSize.width / 2, y: 0, ...stepSize, undoes: false }, ...moved.nodes],
    marks: moved.marks,
    frames: [{ key: `${key} frame`, x: left, y: top, width, height }, ...moved.frames],
    lines: [...lines, ...moved.lines],
    width: Math.max(left + width, axis + stepSize.width / 2) + shift,
    height: top + height,
    axis: axis + shift,
    first: key,
    last: inner.last ?? key,
  };
  return shift === 0 ? block : { ...move(block, shift, 0), width: block.width, axis: block.axis };
}

const point = (x: number, y: number): Point => ({ x, y });

type LineRest = Partial<Pick<Line, 'from' | 'into' | 'label' | 'look'>>;

function line(key: string, points: Point[], rest: LineRest = {}): Line {
  return { key, points, from: undefined, into: undefined, look: 'way', ...rest };
}

/** A line from one point down to another. */
function way(key: string, x1: number, y1: number, x2: number, y2: number, rest: LineRest = {}): Line {
  return line(key, [point(x1, y1), point(x2, y2)], rest);
}

/** The SVG path of a line: ways bend softly where they change their column, the line of a loop has round corners. */
export function drawLine({ points, look }: Line): string {
  return points
    .map(({ x, y }, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (before === undefined) {
        return `M${x},${y}`;
      }
      if (look === 'loop' && after !== undefined) {
        const start = towards({ x, y }, before);
        const end = towards({ x, y }, after);
        return `L${start.x},${start.y} Q${x},${y} ${end.x},${end.y}`;
      }
      const half = (y - before.y) / 2;
      return look !== 'way' || x === before.x
        ? `L${x},${y}`
        : `C${before.x},${before.y + half} ${x},${y - half} ${x},${y}`;
    })
    .join(' ');
}

/** A little way from a corner to its neighbour on a line of right angles. */
function towards(corner: Point, other: Point): Point {
  const step = (from: number, to: number) => from + Math.sign(to - from) * Math.min(8, Math.abs(to - from) / 2);
  return point(step(corner.x, other.x), step(corner.y, other.y));
}

function move<Part extends PlaybookLayout>(block: Part, x: number, y: number): Part {
  const shifted = <Item extends Point>(items: Item[]) =>
    items.map((item) => ({ ...item, x: item.x + x, y: item.y + y }));
  return {
    ...block,
    nodes: shifted(block.nodes),
    marks: shifted(block.marks),
    frames: shifted(block.frames),
    lines: block.lines.map((each) => ({
      ...each,
      points: shifted(each.points),
      ...(each.label && { label: { ...each.label, x: each.label.x + x, y: each.label.y + y } }),
    })),
  };
}

function merge(parts: PlaybookLayout[]): Pick<PlaybookLayout, 'nodes' | 'marks' | 'frames' | 'lines'> {
  return {
    nodes: parts.flatMap(({ nodes }) => nodes),
    marks: parts.flatMap(({ marks }) => marks),
    frames: parts.flatMap(({ frames }) => frames),
    lines: parts.flatMap(({ lines }) => lines),
  };
}
