import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { diskFault, StorageError } from './storage-error.js'

/** Where uploaded images lie: files in a folder, or memory. */
export interface ImageStore {
  /**
   * Keeps the bytes under a name that stands for them: where it is there already, there is nothing to do.
   * @throws {StorageError} where the disk does not take them
   */
  put(file: string, bytes: Buffer): void
  get(file: string): Buffer | undefined
  remove(file: string): void
  /** Every file there is. */
  files(): string[]
}

/** Images for `--state memory`. */
export function memoryImages(): ImageStore {
  const kept = new Map<string, Buffer>()
  return {
    put: (file, bytes) => void kept.set(file, bytes),
    get: (file) => kept.get(file),
    remove: (file) => void kept.delete(file),
    files: () => [...kept.keys()],
  }
}

/** Writes a file that is not there yet; its folder is made when it turns out to be missing. */
function write(file: string, bytes: Buffer): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.size === bytes.length) return
    writeFileSync(file, bytes, { mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes, { mode: 0o600 })
  }
}

/** Whatever is in the way of it, there is nothing to be done. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // It is not there, or its folder is none.
  }
}

/** Images as files, made for people to open too. */
export function imageFolder(folder: string): ImageStore {
  return {
    put(file, bytes) {
      try {
        write(join(folder, file), bytes)
      } catch (error) {
        removeIfThere(join(folder, file))
        throw new StorageError(`The sandbox could not keep the image: ${diskFault(error)}.`)
      }
    },
    get(file) {
      try {
        return readFileSync(join(folder, file))
      } catch {
        return undefined
      }
    },
    remove: (file) => removeIfThere(join(folder, file)),
    files() {
      try {
        return readdirSync(folder)
      } catch {
        return []
      }
    },
  }
}
