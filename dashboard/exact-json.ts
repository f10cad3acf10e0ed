/** Marks digits that JSON.parse would round. No text has this character. */
const MARK = '\ue000'

/** Reads JSON. Integers that a JavaScript number cannot hold become marked texts. */
export function parseExact(text: string): unknown {
  return JSON.parse(
    text.replace(/"(?:\\.|[^"\\])*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, (token) =>
      token.startsWith('"') ? token : `"${MARK}${token}${MARK}"`,
    ),
  )
}

/** The JSON of what `parseExact` has read, digit for digit. */
export function exactJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(new RegExp(`"?${MARK}"?`, 'g'), '')
}
