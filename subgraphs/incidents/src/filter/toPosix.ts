/** A regular expression in PostgreSQL's words, or what of it PostgreSQL has no equal for. */
export type Posix = { posix: string } | { refused: string };

/**
 * Translates a regular expression of RE2 (contracts/matcher.ts has read it before, so it is well formed) into one of PostgreSQL that matches the
 * same whole texts. The two agree on less than they look: `\d` of PostgreSQL knows every digit of Unicode, its negated brackets leave out or take in
 * a newline by a mode, its lazy quantifiers change the greed of what surrounds them. So each construct is written anew from a short list, and what
 * is not on it is refused by name rather than guessed.
 */
export function toPosix(expression: string): Posix {
  const insensitive = expression.startsWith('(?i)');
  const reader = createReader(insensitive ? expression.slice('(?i)'.length) : expression);
  let posix = '';
  while (!reader.isAtEnd()) {
    const atom = readAtom(reader);
    if (typeof atom === 'object') return atom;
    const repeat = readRepeat(reader);
    if (typeof repeat === 'object') return repeat;
    if (repeat !== '' && (atom === '^' || atom === '$')) return { refused: `${atom}${repeat}` };
    posix += atom + repeat;
  }
  // `p`: a dot does not match a newline, as in RE2, while ^ and $ stay the ends of the text.
  return { posix: `(?${insensitive ? 'i' : ''}p)^(?:${posix})$` };
}

type Refused = { refused: string };
type Reader = { isAtEnd(): boolean; peek(): string; next(): string; take(token: string): boolean; match(pattern: RegExp): string | undefined };

const classes: Record<string, string> = { d: '0-9', w: 'A-Za-z0-9_', s: '\\t\\n\\f\\r ' };
const controls = new Set(['n', 't', 'r', 'f', 'v']);

function readAtom(reader: Reader): string | Refused {
  if (reader.take('(?:')) return '(?:';
  const flag = reader.match(/\(\?[^:]?/u);
  if (flag !== undefined) return { refused: flag };
  const char = reader.next();
  switch (char) {
    case '(':
      return '(?:';
    case '[':
      return readBrackets(reader);
    case '\\':
      return readEscape(reader.next());
    case ')':
    case '|':
    case '.':
    case '^':
    case '$':
      return char;
    default:
      return literal(char);
  }
}

function readEscape(char: string): string | Refused {
  const shorthand = classes[char.toLowerCase()];
  if (shorthand !== undefined) return char === char.toLowerCase() ? `[${shorthand}]` : outside(shorthand);
  if (controls.has(char)) return `\\${char}`;
  return /[A-Za-z0-9]/.test(char) ? { refused: `\\${char}` } : literal(char);
}

function readBrackets(reader: Reader): string | Refused {
  const negated = reader.take('^');
  let set = '';
  for (let first = true; first || reader.peek() !== ']'; first = false) {
    if (reader.isAtEnd() || reader.peek() === '[') return { refused: '[[' };
    const char = reader.next();
    if (char !== '\\') {
      // A hyphen between two characters is a range in both; at either end it is itself in both.
      set += char === '-' ? '-' : literal(char);
      continue;
    }
    const escaped = reader.next();
    const shorthand = classes[escaped];
    if (shorthand !== undefined) set += shorthand;
    else if (controls.has(escaped)) set += `\\${escaped}`;
    else if (/[A-Za-z0-9]/.test(escaped)) return { refused: `\\${escaped}` };
    else set += `\\${escaped}`;
  }
  reader.next();
  return negated ? outside(set) : `[${set}]`;
}

/** All but a set of characters, a newline among them unless it is in the set: in this mode PostgreSQL would leave it out. */
function outside(set: string): string {
  return set.includes('\\n') || set.includes('\n') ? `[^${set}]` : `(?:[^${set}]|\\n)`;
}

/** A quantifier; for whole texts lazy and greedy ones match the same. */
function readRepeat(reader: Reader): string | Refused {
  const simple = reader.match(/[*+?]/u);
  if (simple !== undefined) {
    reader.take('?');
    return simple;
  }
  const counted = reader.match(/\{\d+(?:,\d*)?\}/u);
  if (counted === undefined) return '';
  reader.take('?');
  const most = Math.max(...(counted.match(/\d+/g) ?? []).map(Number));
  return most > 255 ? { refused: counted } : counted;
}

function literal(char: string): string {
  return /[A-Za-z0-9\s]|[^\x00-\x7f]/u.test(char) ? char : `\\${char}`;
}

function createReader(text: string): Reader {
  let at = 0;
  const peek = (): string => String.fromCodePoint(text.codePointAt(at) ?? 0);
  return {
    peek,
    isAtEnd: () => at >= text.length,
    next() {
      const char = at < text.length ? peek() : '';
      at += char.length;
      return char;
    },
    take(token) {
      if (!text.startsWith(token, at)) return false;
      at += token.length;
      return true;
    },
    match(pattern) {
      const found = new RegExp(pattern.source, 'uy');
      found.lastIndex = at;
      const result = found.exec(text)?.[0];
      if (result !== undefined) at += result.length;
      return result;
    },
  };
}
