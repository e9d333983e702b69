import { findPatterns } from './findPatterns.ts';

/** Takes secrets out of what is kept or shown. */
export type Mask = {
  text(text: string): string;
  /** The same for every text inside a JSON value, the names of its fields included. */
  json<Value>(value: Value): Value;
  /** For a body that comes in chunks: a secret that stands across two of them is found too. What may be the beginning of one is held back until more comes, or `end`. */
  stream(): { push(chunk: Uint8Array): Buffer; end(): Buffer };
};

const cover = Buffer.from('***');

/**
 * A mask of these secrets: as they are, each line of one with several lines, and as base64 (at any place in what was encoded), hex, in an address and in JSON.
 * Other forms of a secret (compressed, encrypted, turned around, base64 that is broken into lines) are not known. What is shorter than 4 characters is left.
 */
export function createMask(secrets: readonly string[]): Mask {
  const patterns = findPatterns(secrets);
  const longest = Math.max(0, ...patterns.map(({ length }) => length));

  const cut = (bytes: Buffer, isWhole: boolean): { masked: Buffer; rest: Buffer } => {
    const found = findAll(bytes, patterns);
    let end = isWhole ? bytes.length : bytes.length - possibleBeginning(bytes, patterns, longest);
    const crossing = found.find((each) => each.from < end && each.to > end);
    // What overlaps without end, such as one letter again and again, is covered piece by piece, or it would be held for good.
    if (crossing) end = crossing.to - crossing.from > 2 * longest ? crossing.to : crossing.from;
    const pieces: Buffer[] = [];
    let at = 0;
    for (const { from, to } of found) {
      if (from >= end) break;
      pieces.push(bytes.subarray(at, from), cover);
      at = to;
    }
    pieces.push(bytes.subarray(at, end));
    return { masked: Buffer.concat(pieces), rest: bytes.subarray(end) };
  };

  const text = (given: string): string => (patterns.length === 0 ? given : cut(Buffer.from(given, 'utf8'), true).masked.toString('utf8'));
  const json = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(json);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, field]) => [text(name), json(field)]));
    return value;
  };
  return {
    text,
    json: <Value>(value: Value) => json(value) as Value,
    stream() {
      let held = Buffer.alloc(0);
      return {
        push(chunk) {
          if (patterns.length === 0) return Buffer.from(chunk);
          const { masked, rest } = cut(Buffer.concat([held, chunk]), false);
          held = Buffer.from(rest);
          return masked;
        },
        end() {
          const { masked } = cut(held, true);
          held = Buffer.alloc(0);
          return masked;
        },
      };
    },
  };
}

type Found = { from: number; to: number };

/** Where the patterns stand, in order; what overlaps is one. */
function findAll(bytes: Buffer, patterns: readonly Buffer[]): Found[] {
  const found: Found[] = [];
  for (const pattern of patterns) {
    for (let at = bytes.indexOf(pattern); at !== -1; at = bytes.indexOf(pattern, at + 1)) found.push({ from: at, to: at + pattern.length });
  }
  found.sort((one, other) => one.from - other.from);
  const merged: Found[] = [];
  for (const next of found) {
    const last = merged.at(-1);
    if (last && next.from < last.to) last.to = Math.max(last.to, next.to);
    else merged.push({ ...next });
  }
  return merged;
}

/** Length of the longest end of the bytes that a pattern begins with. */
function possibleBeginning(bytes: Buffer, patterns: readonly Buffer[], longest: number): number {
  for (let length = Math.min(longest - 1, bytes.length); length > 0; length -= 1) {
    const start = bytes.length - length;
    if (patterns.some((pattern) => pattern.length > length && pattern[0] === bytes[start] && bytes.compare(pattern, 0, length, start) === 0))
      return length;
  }
  return 0;
}
