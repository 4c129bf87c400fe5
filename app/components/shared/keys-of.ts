/** The keys of words, which are the values one can choose. */
export function keysOf<Words extends object>(words: Words): (keyof Words & string)[] {
  return Object.keys(words).filter((key): key is keyof Words & string => key in words);
}
