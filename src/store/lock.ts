import { createHash, randomBytes } from 'node:crypto'
import { linkSync, lstatSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { StateRefused } from './storage-error.js'

/**
 * Holds a state file for one sandbox. The lock is a listening socket beside the file: the kernel
 * closes it with the process, however that ends, so a killed sandbox never blocks the next start, in a
 * container neither (where a lock that names a process id would: everybody is 1 there).
 * @returns what gives the lock back, and only one's own
 * @throws {StateRefused} where a running sandbox holds it
 */
export async function lockState(stateFile: string): Promise<() => Promise<void>> {
  const path = socketPath(stateFile)
  const own = `${path}.${randomBytes(3).toString('hex')}`
  const server = await listen(own)
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (linked(own, path)) {
        const inode = inodeOf(own)
        return () => unlock(server, path, inode)
      }
      const inode = inodeOf(path)
      if (inode !== null && (await isHeld(path))) break
      if (inode !== null) takeAway(path, `${own}.dead`, inode)
    }
  } catch (error) {
    server.close()
    throw error
  } finally {
    rmSync(own, { force: true })
  }
  server.close()
  throw new StateRefused(
    `The state file ${stateFile} is held by another running sandbox. Stop that one, or start with another --state.`,
  )
}

/** A socket's path may have 107 bytes at most: a longer one goes by a hash in the temporary folder. */
function socketPath(stateFile: string): string {
  const folder = realpathSync(dirname(stateFile))
  const path = join(folder, `${basename(stateFile)}.lock`)
  if (Buffer.byteLength(path) < 85) return path
  const name = createHash('sha256').update(path).digest('hex').slice(0, 16)
  return join(tmpdir(), `flip-sandbox-${name}.lock`)
}

function listen(path: string): Promise<Server> {
  rmSync(path, { force: true })
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen(path, () => {
      server.unref()
      resolve(server)
    })
  })
}

/** A link is made whole or not at all, and never over one that exists. */
export function linked(own: string, path: string): boolean {
  try {
    linkSync(own, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** What connecting to a socket says where nobody listens behind it; whatever else it says, somebody may. */
const NOBODY = ['ECONNREFUSED', 'ENOENT']

/** Whether somebody listens behind a lock. */
function isHeld(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(!NOBODY.includes(code as string)),
    )
  })
}

/** Takes a dead lock away, unless another starter has put its own in the place of it meanwhile. */
function takeAway(path: string, aside: string, inode: number): void {
  if (inodeOf(path) !== inode) return
  renameSync(path, aside)
  rmSync(aside)
}

function inodeOf(path: string): number | null {
  return lstatSync(path, { throwIfNoEntry: false })?.ino ?? null
}

function unlock(server: Server, path: string, inode: number | null): Promise<void> {
  if (inodeOf(path) === inode) rmSync(path, { force: true })
  return new Promise((resolve) => server.close(() => resolve()))
}
