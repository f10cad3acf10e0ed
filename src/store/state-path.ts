import { readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { StateError } from './errors.js'

/** How many symbolic links may follow each other, as in the kernel. */
const MOST_LINKS = 40

/**
 * The file that a state's path means, after all symbolic links. It need not exist yet. A state is written beside its file
 * and renamed over it, which would replace a link by a file.
 * @param mountInfo the file in which Linux lists what is mounted
 * @throws {StateError} when a state cannot be written there
 */
export function resolveStatePath(path: string, mountInfo = '/proc/self/mountinfo'): string {
  const file = withoutLinks(resolve(path))
  const what = kindOf(resolve(path))
  if (what === 'folder') {
    throw new StateError(
      (nameOf) =>
        `The state ${file} is a folder, and a state is kept in a file. Name a file in it: ${nameOf('state')} ${join(file, 'state.json')}`,
    )
  }
  if (what !== 'file') {
    throw new StateError(
      (nameOf) =>
        `The state ${file} is a ${what}, from which nothing can be read again. Name a file with ${nameOf('state')}, or keep nothing with ${nameOf('state')} memory.`,
    )
  }
  if (isMountPoint(file, mountInfo)) {
    throw new StateError(
      `The state file ${file} is mounted by itself, so no new one can be put in its place, and the journal beside it would be lost with the container. Mount its folder instead, such as -v flip-sandbox:${dirname(file)}`,
    )
  }
  return file
}

function withoutLinks(path: string, left = MOST_LINKS): string {
  const folder = attempt(() => realpathSync(dirname(path))) ?? dirname(path)
  const file = join(folder, basename(path))
  const target = attempt(() => readlinkSync(file))
  if (target === null) return file
  if (left === 0) {
    throw new StateError(
      (nameOf) =>
        `The state ${path} is a symbolic link that leads round in a circle. Correct the link, or name a file with ${nameOf('state')}.`,
    )
  }
  return withoutLinks(resolve(dirname(file), target), left - 1)
}

/** Follows the path's links. A file that does not exist yet counts as a file. */
function kindOf(path: string): 'file' | 'folder' | 'named pipe' | 'socket' | 'device' {
  const stats = attempt(() => statSync(path))
  if (stats === null || stats.isFile()) return 'file'
  if (stats.isDirectory()) return 'folder'
  if (stats.isFIFO()) return 'named pipe'
  return stats.isSocket() ? 'socket' : 'device'
}

/** Whether something is mounted at the file itself. Without a list of mounts the answer is no. */
function isMountPoint(file: string, mountInfo: string): boolean {
  const lines = attempt(() => readFileSync(mountInfo, 'utf8'))?.split('\n') ?? []
  return lines.some((line) => unescaped(line.split(' ')[4] ?? '') === file)
}

/** Decodes a path of the list, which has blanks, line ends and backslashes as octal numbers. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal) => String.fromCharCode(parseInt(octal, 8)))
}

/** What cannot be read counts as not there. Making its folder will then fail, and say why. */
function attempt<T>(look: () => T): T | null {
  try {
    return look()
  } catch {
    return null
  }
}
