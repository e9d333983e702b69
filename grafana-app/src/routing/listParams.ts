/** Reads a comma-separated list of words from the address, keeping only those that exist. */
export function readWords<Word extends string>(params: URLSearchParams, name: string, words: readonly Word[]): Word[] {
  const given = (params.get(name) ?? '').toUpperCase().split(',');
  return words.filter((word) => given.includes(word));
}

/** The address with the words of one filter replaced; no words at all take the filter away. */
export function withWords(params: URLSearchParams, name: string, words: readonly string[]): URLSearchParams {
  return withText(params, name, words.join(',').toLowerCase());
}

/** The address with one text replaced; the empty text takes it away. */
export function withText(params: URLSearchParams, name: string, text: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (text === '') {
    next.delete(name);
  } else {
    next.set(name, text);
  }
  return next;
}
