const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Calls `tell` at the first signal. A second one ends the process at once.
 * @returns a function that stops listening
 */
export function onSignal(tell: (signal: NodeJS.Signals) => void): () => void {
  const stopListening = () => {
    for (const signal of SIGNALS) process.off(signal, heard)
  }
  const heard = (signal: NodeJS.Signals) => {
    stopListening()
    tell(signal)
  }
  for (const signal of SIGNALS) process.on(signal, heard)
  return stopListening
}
