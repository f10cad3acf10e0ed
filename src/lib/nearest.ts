/** How many characters of a word are compared. */
const COMPARED = 60

/** The known word with the fewest edits from this one, for "did you mean …?". */
export function nearest(word: string, known: readonly string[]): string {
  const ranked = known.map((name) => ({ name, edits: editDistance(word.slice(0, COMPARED), name) }))
  ranked.sort((a, b) => a.edits - b.edits)
  return (ranked[0] as (typeof ranked)[0]).name
}

/** The same, where it is near enough to have been meant; else null. */
export function similar(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null
  const name = nearest(word, known)
  return editDistance(word.slice(0, COMPARED), name) <= Math.max(2, name.length / 3) ? name : null
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
