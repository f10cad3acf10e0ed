import { rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makeOwnFolder } from '../lib/own-folder.js'
import { DiskStorage, IMPORT_SUFFIX } from './disk-storage.js'
import { StateError } from './errors.js'
import { type ImageStore, imageFolder } from './images.js'
import { loadState } from './load-state.js'
import { lockState } from './lock.js'
import { imagesInUse } from './state.js'
import { resolveStatePath } from './state-path.js'
import { Store } from './store.js'

/**
 * Opens the state file, or begins a new one: takes the lock, then reads file and journal.
 * @param path of the state file; its folder is made if it is missing
 * @param warn gets one sentence about something that went wrong in the background
 * @throws {StateError} with the file and what to do
 */
export async function openDisk(
  path: string,
  warn: (sentence: string) => void,
): Promise<{ store: Store; images: ImageStore }> {
  const file = resolveStatePath(path)
  let unlock: () => Promise<void>
  try {
    makeOwnFolder(dirname(file))
    unlock = await lockState(file)
  } catch (error) {
    if (error instanceof StateError) throw error
    throw new StateError(
      (nameOf) =>
        `The state's folder ${dirname(file)} cannot be made or written (${(error as Error).message}). Name a place that can be written with ${nameOf('state')}, or use ${nameOf('state')} memory.`,
    )
  }
  try {
    // Left over from an import during which the process was killed.
    rmSync(join(dirname(file), `.${basename(file)}${IMPORT_SUFFIX}`), { force: true })
    const state = await loadState(file, true)
    const storage = new DiskStorage(file, state, unlock, warn)
    const images = imageFolder(`${file}.images`, () => imagesInUse(state))
    return { store: new Store(state, storage), images }
  } catch (error) {
    await unlock()
    if (error instanceof StateError) throw error
    throw new StateError(
      (nameOf) =>
        `The state ${file} cannot be opened (${(error as Error).message}). Nothing was changed. Mend that, or start with another ${nameOf('state')}.`,
    )
  }
}
