import { rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DiskKeeper, IMPORT_SUFFIX } from './disk-keeper.js'
import { type ImageStore, imageFolder } from './images.js'
import { loadState } from './load-state.js'
import { lockState } from './lock.js'
import { makeStateFolder } from './state-folder.js'
import { resolveStatePath } from './state-path.js'
import { StateRefused } from './storage-error.js'
import { Store } from './store.js'

/**
 * Opens the state file, or begins one: takes the lock, reads file and journal.
 * @param path of the state file; its folder is made where it is missing
 * @param warn takes one sentence about what went wrong in the background
 * @throws {StateRefused} naming the file and the way out
 */
export async function openDisk(
  path: string,
  warn: (sentence: string) => void,
): Promise<{ store: Store; images: ImageStore }> {
  const file = resolveStatePath(path)
  let unlock: () => Promise<void>
  try {
    makeStateFolder(dirname(file))
    unlock = await lockState(file)
  } catch (error) {
    if (error instanceof StateRefused) throw error
    throw new StateRefused(
      `The state's folder ${dirname(file)} cannot be made or written (${(error as Error).message}). Name a place that can be written with --state, or use --state memory.`,
    )
  }
  try {
    // An import that was killed is of no use any more.
    rmSync(join(dirname(file), `.${basename(file)}${IMPORT_SUFFIX}`), { force: true })
    const state = await loadState(file, true)
    const keeper = new DiskKeeper(file, state, unlock, warn)
    return { store: new Store(state, keeper), images: imageFolder(`${file}.images`) }
  } catch (error) {
    await unlock()
    if (error instanceof StateRefused) throw error
    throw new StateRefused(
      `The state ${file} cannot be opened (${(error as Error).message}). Nothing was changed. Mend that, or start with another --state.`,
    )
  }
}
