/** The known word that is written: upper and lower case count alike, and so do - and _. Undefined: it is none of them. */
export function findWord<W extends string>(written: string, known: readonly W[]): W | undefined {
  const plain = (word: string) => word.toLowerCase().replaceAll('-', '_')
  return known.find((word) => plain(word) === plain(written))
}
