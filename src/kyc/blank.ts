/** Missing, empty, or nothing but blanks (errors.blank-value). */
export function isBlank(value: string | undefined): value is undefined | '' {
  return value === undefined || value.trim() === ''
}
