/** An id of a row. Those of transfers are texts of 19 digits, which a JavaScript number cannot hold. */
export type Id = number | string

/** Ids rise: the newer of two things has the larger one. */
export function isNewer(one: Id, other: Id): boolean {
  const [a, b] = [String(one), String(other)]
  return a.length === b.length ? a > b : a.length > b.length
}
