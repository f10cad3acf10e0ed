/** How many characters of a word are compared. */
const COMPARED = 60

/** The known word with the fewest edits from this one, in any case; null where none is near enough to have been meant. */
export function nearest(word: string, known: readonly string[]): string | null {
  const written = word.slice(0, COMPARED).toLowerCase()
  const ranked = known.map((name) => ({ name, edits: editDistance(written, name.toLowerCase()) }))
  const [first] = ranked.sort((a, b) => a.edits - b.edits)
  return first !== undefined && first.edits <= farthest(first.name) ? first.name : null
}

/** Two edits, or a third of the letters; never all of them. */
function farthest({ length }: string): number {
  return Math.min(Math.max(2, length / 3), length - 1)
}

/** `did you mean "…"? ` before another remedy; nothing where no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known)
  return near === null ? '' : `did you mean "${near}"? `
}

/** Levenshtein's distance, row by row. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next[j] = Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1)
    }
    row = next
  }
  return row[to.length] as number
}
