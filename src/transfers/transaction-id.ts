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

/** Whether a client has got this id by reading another one into a JavaScript number. */
export function isRounded(id: string, original: string): boolean {
  return id !== original && id.length > 15 && Number(id) === Number(original)
}
