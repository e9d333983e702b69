/** The object that type-graphql registers as an enum, from the words of a contract. */
export function enumOf<Word extends string>(words: readonly Word[]): { [Name in Word]: Name } {
  return Object.fromEntries(words.map((word) => [word, word])) as { [Name in Word]: Name };
}
