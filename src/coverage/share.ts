/** How much of something was met. */
export interface Share {
  readonly covered: number
  readonly total: number
}

export function shareOf(items: readonly { readonly times: number }[]): Share {
  return { covered: items.filter(({ times }) => times > 0).length, total: items.length }
}

/** All groups together, each thing counting the same. */
export function wholeShare(groups: readonly Share[]): Share & { readonly percent: number } {
  const covered = groups.reduce((sum, group) => sum + group.covered, 0)
  const total = groups.reduce((sum, group) => sum + group.total, 0)
  // Rounded down, so that 100 means all of them.
  return { covered, total, percent: total === 0 ? 0 : Math.floor((covered / total) * 1000) / 10 }
}
