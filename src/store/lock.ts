import { lockByFolder } from './lock-folder.js'
import type { Unlock } from './lock-listener.js'
import { lockByPipe } from './lock-pipe.js'
import { StateError } from './storage-error.js'

/**
 * Holds a state file for one sandbox. Behind every lock listens the process that has it: the system closes what
 * listens with the process, however that ends, so a killed sandbox never blocks the next start, in a container
 * neither (where a lock that names a process id would: everybody is 1 there).
 * @param stateFile without symbolic links, in a folder that exists
 * @throws {StateError} where a running sandbox holds it
 */
export async function lockState(
  stateFile: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Unlock> {
  if (platform === 'win32') return lockByPipe(stateFile)
  try {
    return await lockByFolder(stateFile, 'socket')
  } catch (error) {
    if (error instanceof StateError) throw error
    // Not every folder can hold a socket: Windows's drives under WSL, FAT, some shares, a path that is too long.
    return lockByFolder(stateFile, 'port')
  }
}
