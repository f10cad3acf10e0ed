import { useEffect, useState } from 'preact/hooks'
import type { StateExport } from '../../src/control/types.js'

/** What an exported file has. */
export type Contents = Pick<StateExport, 'companies' | 'agents' | 'callbacks' | 'disbursements'>

/** A larger file is not read by the page, only by the sandbox. */
const READ = 64 * 1024 * 1024

/** What a chosen file has; null when it is no export, undefined until that is known. */
export function useContents(file: File): Contents | null | undefined {
  const [contents, show] = useState<Contents | null | undefined>(undefined)
  useEffect(() => {
    if (file.size > READ) return
    const read = async () => {
      const found: Contents = JSON.parse(await file.text())
      const lists = [found.companies, found.agents, found.callbacks]
      show(lists.every(Array.isArray) ? found : null)
    }
    // It is not even JSON.
    read().catch(() => show(null))
  }, [file])
  return contents
}
