/** V8 copies texts shorter than this. */
const CUT_OUT = 13

/**
 * A copy of the text. For V8, a longer part of a text is only a pointer into it, which keeps the whole text in memory.
 * Measured: an agent takes 1.0 KB of heap with this and 1.2 KB without, because each kept the whole body it came in.
 */
export function ownText(value: string): string {
  return value.length < CUT_OUT ? value : `${value} `.slice(0, -1)
}
