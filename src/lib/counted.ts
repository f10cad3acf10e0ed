/** `1 agent`, `2 agents`. @param many the word for several, where an s does not make it */
export function counted(count: number, word: string, many = `${word}s`): string {
  return `${count} ${count === 1 ? word : many}`
}
