/** A piece of an expression; `isName` where it is one of the names that were looked for. */
export interface Piece {
  text: string;
  isName: boolean;
}

/** Cuts an expression at whole names: `up` is not found in `uptime`, nor in `job:up:sum`. */
export function splitByNames(expression: string, names: readonly string[]): Piece[] {
  const known = new Set(names);
  return expression.split(/([a-zA-Z_:][a-zA-Z0-9_:]*)/).reduce<Piece[]>((pieces, text) => {
    const isName = known.has(text);
    const last = pieces.at(-1);
    if (last !== undefined && !isName && !last.isName) {
      last.text += text;
      return pieces;
    }
    return text === '' ? pieces : [...pieces, { text, isName }];
  }, []);
}
