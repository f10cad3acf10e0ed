const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Tells the first of them; a second one ends the process at once.
 * @returns what gives both back before that
 */
export function onSignal(tell: (signal: NodeJS.Signals) => void): () => void {
  const letGo = () => {
    for (const signal of SIGNALS) process.off(signal, heard)
  }
  const heard = (signal: NodeJS.Signals) => {
    letGo()
    tell(signal)
  }
  for (const signal of SIGNALS) process.on(signal, heard)
  return letGo
}
