/** So many levels of lists and objects in each other are read; a few thousand can no longer be written. */
const MOST_LEVELS = 100

/** Whether a value of JSON has more levels than that. */
export function isTooDeep(value: unknown, levels = MOST_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((one) => isTooDeep(one, levels - 1))
}
