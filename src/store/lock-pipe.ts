import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { holderOfSocket, listen, type Unlock } from './lock-listener.js'
import { heldByAnother } from './storage-error.js'

/**
 * A lock on Windows, where named pipes take the place of Unix sockets: they lie in no folder, one process alone can
 * have a name, and the name is free again once that has ended.
 */
export async function lockByPipe(stateFile: string): Promise<Unlock> {
  const path = pipeName(stateFile)
  // Windows gives no name twice; Wine does, so that whoever has it is asked first.
  if ((await holderOfSocket(path)) !== 'nobody') throw heldByAnother(stateFile)
  try {
    const { close } = await listen({ path }, '')
    return close
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw heldByAnother(stateFile)
  }
}

/** The same for every way to write the path: Windows does not tell capital letters from small ones. */
function pipeName(stateFile: string): string {
  const path = join(realpathSync.native(dirname(stateFile)), basename(stateFile)).toLowerCase()
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 16)
  return `\\\\.\\pipe\\flip-sandbox-${hash}`
}
