/** What the platform has against matchers: its words, and the place in the text where it stopped, when it says one. */
export interface Fault {
  words: string;
  at: number | undefined;
}

/** Reads the platform's refusal, e.g. `"matchers": expected a comma (at character 7)`. */
export function findFault(message: string, text: string): Fault {
  const [, words = message, character] = /^(?:"matchers": )?(.*?)(?: \(at character (\d+)\))?$/s.exec(message) ?? [];
  const at = character === undefined ? undefined : Math.min(Number(character) - 1, text.length);
  return { words, at };
}
