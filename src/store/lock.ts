import { StateError } from './errors.js'
import { lockByFolder } from './lock-folder.js'
import type { Unlock } from './lock-listener.js'
import { lockByPipe } from './lock-pipe.js'

/**
 * Reserves a state file for one sandbox. The process that has the lock listens behind it, and the system closes that when
 * the process ends, however it ends. So a killed sandbox never blocks the next start, not even in a container. (A lock with
 * a process id would, because every process is number 1 there.)
 * @param stateFile without symbolic links, in a folder that exists
 * @throws {StateError} when a running sandbox holds the lock
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
    // Not every folder can have a socket, such as Windows drives under WSL, FAT, some shares, or a path that is too long.
    return lockByFolder(stateFile, 'port')
  }
}
