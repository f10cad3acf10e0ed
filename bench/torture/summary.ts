export interface Summary {
  readonly title: string
  readonly did: string
  readonly checks: number
  readonly failures: readonly string[]
  /** Why it was not done at all. */
  readonly skipped?: string
}

/** Notes whether something holds. */
export interface Check {
  (holds: boolean, otherwise: string): void
  summary(did: string): Summary
}

/** Counts what was looked at and keeps what did not hold. */
export function checkThat(title: string): Check {
  let checks = 0
  const failures: string[] = []
  const check = (holds: boolean, otherwise: string) => {
    checks++
    if (!holds && failures.length < 100) failures.push(otherwise)
  }
  return Object.assign(check, {
    summary: (did: string): Summary => ({ title, did, checks, failures }),
  })
}

export function skipped(title: string, why: string): Summary {
  return { title, did: '', checks: 0, failures: [], skipped: why }
}

export function printSummary({ title, did, checks, failures, skipped }: Summary): void {
  const result =
    skipped !== undefined
      ? `skipped: ${skipped}`
      : failures.length === 0
        ? `held (${checks} checks; ${did})`
        : `FAILED (${failures.length} of ${checks} checks; ${did})`
  process.stdout.write(`${title}: ${result}\n`)
  for (const failure of failures.slice(0, 20)) process.stdout.write(`  ${failure}\n`)
}
