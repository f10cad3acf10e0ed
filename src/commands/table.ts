/** Lines with columns, each as wide as its widest cell. @param paintCell colours a cell, which changes no width */
export function table(
  rows: readonly (readonly string[])[],
  paintCell: (cell: string, column: number) => string = (cell) => cell,
): string[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length)
    })
  }
  return rows.map((row) =>
    row
      .map(
        (cell, index) =>
          paintCell(cell, index) + ' '.repeat((widths[index] as number) - cell.length),
      )
      .join('  ')
      .trimEnd(),
  )
}

const COLOURS = { bold: 1, red: 31, green: 32, yellow: 33, cyan: 36, grey: 90 } as const

export type Colour = keyof typeof COLOURS

export type Paint = (colour: Colour, text: string) => string

/** @returns a function that colours text, or one that leaves it as it is */
export function painter(colour: boolean): Paint {
  return (name, text) => (colour ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text)
}
