/** Longest name of a route, an inhibition rule or a time interval. */
export const longestName = 100;

/** A text that fits into a name; what is cut off is told by an ellipsis. */
export function shorten(text: string): string {
  return text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;
}

/** A name that is not taken yet: with a number behind it where it is. */
export function unlike(name: string, taken: ReadonlySet<string>): string {
  for (let count = 2, unlike = name; ; count += 1) {
    if (!taken.has(unlike)) return unlike;
    unlike = `${name.slice(0, longestName - 8)} (${count})`;
  }
}
