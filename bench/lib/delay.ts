export function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Looks again until it is so. @returns whether it became so in time */
export async function until(
  holds: () => boolean | Promise<boolean>,
  seconds: number,
  every = 5,
): Promise<boolean> {
  const deadline = performance.now() + seconds * 1000
  while (!(await holds())) {
    if (performance.now() > deadline) return false
    await delay(every)
  }
  return true
}
