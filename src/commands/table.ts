/** Lines with columns, each as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length)
    })
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] as number))
      .join('  ')
      .trimEnd(),
  )
}

const COLOURS = { bold: 1, red: 31, green: 32, yellow: 33, cyan: 36, grey: 90 } as const

export type Paint = (colour: keyof typeof COLOURS, text: string) => string

/** @returns a function that colours text, or one that leaves it as it is */
export function painter(colour: boolean): Paint {
  return (name, text) => (colour ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text)
}
