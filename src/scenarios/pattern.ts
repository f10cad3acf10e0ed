/** A pattern in lower case, split at its stars. One without a star has no `tail`. */
export interface Pattern {
  readonly head: string
  readonly middle: readonly string[]
  readonly tail: string | undefined
}

/** A pattern as it is written, such as `*9917`, made ready to be compared often. */
export function parsePattern(pattern: string): Pattern {
  const [head = '', ...middle] = pattern.toLowerCase().split('*')
  return { head, tail: middle.pop(), middle }
}

/** Whether a value fits a pattern. `*` stands for any text; upper and lower case are the same. */
export function fits(value: string, pattern: string): boolean {
  return fitsPattern(value.toLowerCase(), parsePattern(pattern))
}

/** Whether a text fits a pattern. @param text in lower case */
export function fitsPattern(text: string, { head, middle, tail }: Pattern): boolean {
  if (tail === undefined) return text === head
  if (!text.endsWith(tail) || !text.startsWith(head) || text.length < head.length + tail.length) {
    return false
  }
  let from = head.length
  for (const part of middle) {
    const at = text.indexOf(part, from)
    if (at < 0 || at + part.length > text.length - tail.length) return false
    from = at + part.length
  }
  return true
}
