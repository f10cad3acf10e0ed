/**
 * The ids of transactions. The long ones have 19 digits, which a JavaScript number cannot hold: they are texts of
 * digits everywhere, and Flip's own JSON alone prints them as numbers (transfers.ids.long).
 */

/** Where the long ids begin, and how far apart they are. */
const FIRST = 1_234_567_000_000_000_789n
const APART = 1000n

/**
 * The id of the nth transaction. Ids rise with their number. A long one is odd, and JavaScript rounds it to a multiple of
 * 256: so what a client has rounded is never the id of another transaction, and shows which one was meant
 * (transfers.get.rounded).
 */
export function transactionId(number: number, kind: 'long' | 'small'): string {
  return kind === 'small' ? String(number) : String(FIRST + APART * BigInt(number))
}

/** An id as a client may send it: leading zeros do not count (paths.leading-zeros). */
export function readTransactionId(text: string): string | null {
  return /^\d{1,40}$/.test(text) ? String(BigInt(text)) : null
}

/**
 * The id that a client has read into a floating-point number, from what it has made of it: other last digits, or an
 * exponent. @returns null where it is not such a number (transfers.get.rounded)
 */
export function unroundedId(text: string): string | null {
  const rounded = /^(\d{16,40}|\d\.\d+e\+?18)$/i.test(text) ? Number(text) : Number.NaN
  if (Number.isNaN(rounded)) return null
  const number = Math.round(Number(BigInt(rounded) - FIRST) / Number(APART))
  const original = transactionId(number, 'long')
  return text !== original && Number(original) === rounded ? original : null
}
