import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { heldByAnother } from './errors.js'
import { holderOfSocket, listen, type Unlock } from './lock-listener.js'

/**
 * Takes the lock on Windows, with a named pipe instead of a Unix socket. A pipe is not in a folder. Only one process can
 * have a pipe's name, and the name is free again when the process has ended.
 */
export async function lockByPipe(stateFile: string): Promise<Unlock> {
  const path = pipeName(stateFile)
  // Windows does not give a name twice. Wine does, so the holder is looked for first.
  if ((await holderOfSocket(path)) !== 'nobody') throw heldByAnother(stateFile)
  try {
    const { close } = await listen({ path }, '')
    return close
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw heldByAnother(stateFile)
  }
}

/** The pipe's name. It is the same for every way to write the path, because Windows ignores upper and lower case. */
function pipeName(stateFile: string): string {
  const path = join(realpathSync.native(dirname(stateFile)), basename(stateFile)).toLowerCase()
  const hash = createHash('sha256').update(path).digest('hex').slice(0, 16)
  return `\\\\.\\pipe\\flip-sandbox-${hash}`
}
