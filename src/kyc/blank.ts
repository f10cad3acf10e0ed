import { assumed, type FidelityRow } from './fidelity.js'

/** Missing, empty, or nothing but blanks [A]. */
export function isBlank(value: string | undefined): value is undefined | '' {
  if (value === undefined) return true
  const first = value.charCodeAt(0)
  // Most begin with a letter or a digit, and need no second look.
  return !(first > 32 && first < 127) && value.trim() === ''
}

export const FIDELITY: readonly FidelityRow[] = [
  assumed('5', 'A value of nothing but blanks counts as missing.'),
]
