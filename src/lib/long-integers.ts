/** A text of JSON, or an integer that a JavaScript number may not hold. */
const TEXT_OR_LONG_INTEGER = /"(?:\\.|[^"\\])*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g

/**
 * Reads JSON, but integers of 16 digits and more as texts: a JavaScript number would round them.
 * @throws {SyntaxError} when it is not JSON
 */
export function parseKeepingDigits(text: string): unknown {
  const value: unknown = JSON.parse(text)
  // Only now, because in what is not JSON the search for a text's end may take very long.
  const kept = text.replace(TEXT_OR_LONG_INTEGER, (found) =>
    found.startsWith('"') ? found : `"${found}"`,
  )
  return kept === text ? value : JSON.parse(kept)
}
