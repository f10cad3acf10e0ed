/** One line of the bench's table. */
export interface Row {
  readonly figure: string
  readonly measured: string
  readonly against: string
  readonly ratio: string
  readonly goal: string
  readonly met: boolean
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}

/** The pair, measured in one round, whose ratio is the median of all rounds. */
export function medianPair(pairs: readonly (readonly [number, number])[]): [number, number] {
  const byRatio = [...pairs].sort((a, b) => a[0] / a[1] - b[0] / b[1])
  return byRatio[Math.floor(byRatio.length / 2)] as [number, number]
}

export const perSecond = (value: number): string => `${Math.round(value)}/s`
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
export const micros = (value: number): string => `${value.toFixed(1)} µs`
export const kilobytes = (value: number): string => `${(value / 1024).toFixed(2)} KB`

/** A row whose ratio must be at least, or at most, so much. */
export function ratioRow(
  figure: string,
  [measured, against]: readonly [number, number],
  show: (value: number) => string,
  bound: 'at least' | 'at most',
  goal: number,
): Row {
  const ratio = measured / against
  return {
    figure,
    measured: show(measured),
    against: show(against),
    ratio: ratio.toFixed(2),
    goal: `${bound === 'at least' ? '≥' : '≤'} ${goal}`,
    met: bound === 'at least' ? ratio >= goal : ratio <= goal,
  }
}

/** A row without a twin: the value itself must be at most so much. */
export function boundRow(
  figure: string,
  measured: number,
  show: (value: number) => string,
  goal: number,
): Row {
  return {
    figure,
    measured: show(measured),
    against: '',
    ratio: '',
    goal: `≤ ${show(goal)}`,
    met: measured <= goal,
  }
}

export function printTable(rows: readonly Row[]): void {
  const cells = [
    ['figure', 'sandbox', 'against', 'ratio', 'goal', ''],
    ...rows.map(({ figure, measured, against, ratio, goal, met }) => [
      figure,
      measured,
      against,
      ratio,
      goal,
      met ? 'met' : 'MISSED',
    ]),
  ]
  const widths = (cells[0] as string[]).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] as string).length)),
  )
  for (const row of cells) {
    const padded = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
    )
    process.stdout.write(`${padded.join('  ').trimEnd()}\n`)
  }
}
