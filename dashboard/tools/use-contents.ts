import { useEffect, useState } from 'preact/hooks'
import type { StateExport } from '../../src/control/types.js'

/** What an exported file has. */
export type Contents = Pick<StateExport, 'companies' | 'agents' | 'callbacks' | 'disbursements'>

/** A larger file is not read by the page, only by the sandbox. */
const READ = 64 * 1024 * 1024

/** What a chosen file has; null until that is known, and when it is no export: the sandbox says what is wrong with it. */
export function useContents(file: File): Contents | null {
  const [contents, show] = useState<Contents | null>(null)
  useEffect(() => {
    if (file.size > READ) return
    file.text().then((text) => {
      try {
        const read: Contents = JSON.parse(text)
        if ([read.companies, read.agents, read.callbacks].every(Array.isArray)) show(read)
      } catch {
        // It is not even JSON.
      }
    })
  }, [file])
  return contents
}
