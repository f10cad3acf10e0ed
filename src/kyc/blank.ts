/** Missing, empty, or nothing but blanks (errors.blank-value). */
export function isBlank(value: string | undefined): value is undefined | '' {
  if (value === undefined) return true
  const first = value.charCodeAt(0)
  // Most begin with a letter or a digit, and need no second look.
  return !(first > 32 && first < 127) && value.trim() === ''
}
