/** The positions that written spans name, e.g. `monday:wednesday` those of three days. Names that are none are left out. */
export function expandSpans(spans: readonly string[] | undefined, names: readonly string[]): number[] {
  const place = (text: string) => {
    const name = text.trim().toLowerCase();
    return /^\d+$/.test(name) ? Number(name) - 1 : names.indexOf(name);
  };
  const found = (spans ?? []).flatMap((span) => {
    const [begin = -1, end = begin] = span.split(':').map(place);
    return begin < 0 || end < begin ? [] : Array.from({ length: end - begin + 1 }, (_, index) => begin + index);
  });
  return [...new Set(found)].filter((at) => at < names.length).sort((one, other) => one - other);
}

/** Positions as Alertmanager writes them: those that follow each other as one span. None, and all, hold always and say nothing. */
export function compressSpans(places: readonly number[], names: readonly string[]): string[] | undefined {
  if (places.length === 0 || places.length === names.length) {
    return undefined;
  }
  const runs: Array<[number, number]> = [];
  for (const at of [...places].sort((one, other) => one - other)) {
    const last = runs[runs.length - 1];
    if (last && last[1] === at - 1) {
      last[1] = at;
    } else {
      runs.push([at, at]);
    }
  }
  return runs.map(([begin, end]) => (begin === end ? `${names[begin]}` : `${names[begin]}:${names[end]}`));
}

/** Words between commas; undefined for none. */
export function splitList(text: string): string[] | undefined {
  const words = text.split(',').flatMap((word) => word.trim() || []);
  return words.length === 0 ? undefined : words;
}
