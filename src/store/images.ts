import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { diskFault, StorageError } from './errors.js'

/** Where uploaded images are stored: in files of a folder, or in memory. */
interface Images {
  /**
   * Stores the bytes. The name depends on them, so a file that exists already is the same one.
   * @throws {StorageError} when the disk cannot be written
   */
  put(file: string, bytes: Buffer): void
  get(file: string): Buffer | undefined
  remove(file: string): void
  /** Every file there is. */
  files(): string[]
  /** Says that an import is under way, so that the next start finds what a killed one has left. */
  mark(importing: boolean): void
}

export interface ImageStore extends Images {
  /**
   * From now on nothing is removed, until the returned function is called. Then everything is removed that should have
   * been, except what is in use by that time.
   */
  hold(): (inUse: () => ReadonlySet<string>) => void
}

function withHold(images: Images): ImageStore {
  let held: Set<string> | null = null
  return {
    ...images,
    remove(file) {
      if (held === null) images.remove(file)
      else held.add(file)
    },
    hold() {
      images.mark(true)
      const removed = new Set<string>()
      held = removed
      return (inUse) => {
        held = null
        images.mark(false)
        if (removed.size === 0) return
        const used = inUse()
        for (const file of removed) if (!used.has(file)) images.remove(file)
      }
    },
  }
}

/** Images for `--state memory`. */
export function memoryImages(): ImageStore {
  const kept = new Map<string, Buffer>()
  return withHold({
    put: (file, bytes) => void kept.set(file, bytes),
    get: (file) => kept.get(file),
    remove: (file) => void kept.delete(file),
    files: () => [...kept.keys()],
    mark: () => {},
  })
}

/** Writes a file unless it is there. Makes its folder if that is missing, but not the one of the state: who deletes that means it. */
function write(file: string, bytes: Buffer): void {
  try {
    if (statSync(file, { throwIfNoEntry: false })?.size === bytes.length) return
    writeFileSync(file, bytes, { mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(file))
    writeFileSync(file, bytes, { mode: 0o600 })
  }
}

/** Removes a file if it can. Errors are ignored, because nothing depends on it. */
function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // The file is not there, or its folder is not a folder.
  }
}

/** Lies in the folder while an import is under way. */
const IMPORTING = '.importing'

/**
 * Images in files, which a person can open.
 * @param inUse what the state needs; whatever else an import has left that was killed is removed
 */
export function imageFolder(folder: string, inUse: () => ReadonlySet<string>): ImageStore {
  const keep = (file: string, bytes: Buffer) => {
    try {
      write(join(folder, file), bytes)
    } catch (error) {
      removeIfThere(join(folder, file))
      throw new StorageError(`The sandbox could not keep the image: ${diskFault(error)}.`)
    }
  }
  const remove = (file: string) => removeIfThere(join(folder, file))
  const files = () => {
    try {
      return readdirSync(folder).filter((file) => file !== IMPORTING)
    } catch {
      return []
    }
  }
  if (existsSync(join(folder, IMPORTING))) {
    const used = inUse()
    for (const file of files()) if (!used.has(file)) remove(file)
    remove(IMPORTING)
  }
  return withHold({
    put: keep,
    get(file) {
      try {
        return readFileSync(join(folder, file))
      } catch {
        return undefined
      }
    },
    remove,
    files,
    mark: (importing) => (importing ? keep(IMPORTING, Buffer.alloc(0)) : remove(IMPORTING)),
  })
}
