/** The mention that is being typed at the caret: where its `@` stands, and what is typed of the name so far. */
export function mentionAt(text: string, caret: number): { start: number; search: string } | undefined {
  const typed = /(^|[\s(])@([^\s@[\]()]{0,40})$/.exec(text.slice(0, Math.max(0, caret)));
  if (typed === null) {
    return undefined;
  }
  const search = typed[2] ?? '';
  return { start: caret - search.length - 1, search };
}
