/** Missing, empty, or nothing but blanks (errors.blank-value). */
export function isBlank(value: string | undefined): value is undefined | '' {
  if (value === undefined) return true
  const first = value.charCodeAt(0)
  // Most values begin with a letter or a digit, so that `trim` is rarely needed.
  return !(first > 32 && first < 127) && value.trim() === ''
}
