import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import {
  type Holder,
  holderOfPort,
  holderOfSocket,
  type Listener,
  listen,
  type Unlock,
} from './lock-listener.js'
import { heldByAnother, StateError } from './storage-error.js'

/** What lies in a lock: a socket, or an empty file that names a port. The name tells one holder from every other. */
const ENTRY = /^(?:socket|port-(\d+))-([0-9a-f]{8})$/

/** Times to try again, while others give a lock back or take a dead one away. */
const ATTEMPTS = 5

/**
 * A lock as a folder beside the state file. It is made under a name of its own and then renamed, which takes the
 * place of no lock and of an empty one, but never of one with something in it.
 * @param kind what listens: a Unix socket, or, where the folder cannot hold one, a port of 127.0.0.1
 */
export async function lockByFolder(stateFile: string, kind: 'socket' | 'port'): Promise<Unlock> {
  const lock = `${stateFile}.lock`
  const id = randomBytes(4).toString('hex')
  const own = `${lock}.${id}`
  mkdirSync(own)
  try {
    const { entry, close } = await listenIn(own, kind, id)
    try {
      await putInPlace(own, lock, stateFile)
    } catch (error) {
      await close()
      throw error
    }
    return () => {
      takeAway(lock, join(lock, entry))
      return close()
    }
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

async function listenIn(
  folder: string,
  kind: 'socket' | 'port',
  id: string,
): Promise<Listener & { readonly entry: string }> {
  if (kind === 'socket') {
    const entry = `socket-${id}`
    return { entry, ...(await listen({ path: join(folder, entry) }, id)) }
  }
  const listener = await listen({ host: '127.0.0.1', port: 0 }, id)
  const entry = `port-${(listener.address as AddressInfo).port}-${id}`
  writeFileSync(join(folder, entry), '')
  return { entry, ...listener }
}

/** @throws {StateError} where a running sandbox holds the lock */
async function putInPlace(own: string, lock: string, stateFile: string): Promise<void> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    try {
      return renameSync(own, lock)
    } catch {
      // Something is in the way.
    }
    for (const path of entries(lock)) {
      const holder = await holderOf(path)
      if (holder !== 'nobody') throw heldByAnother(stateFile, holder === 'silent' ? lock : null)
      takeAway(lock, path)
    }
  }
  renameSync(own, lock)
}

/** What lies in a lock. One that is no folder is an earlier version's, and the socket itself. */
function entries(lock: string): readonly string[] {
  try {
    const names = readdirSync(lock)
    const other = names.find((name) => !ENTRY.test(name))
    if (other !== undefined) throw notALock(lock, other)
    return names.map((name) => join(lock, name))
  } catch (error) {
    if (error instanceof StateError) throw error
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR' ? [lock] : []
  }
}

function holderOf(path: string): Promise<Holder> {
  const [, port, id] = ENTRY.exec(basename(path)) ?? []
  return port === undefined ? holderOfSocket(path) : holderOfPort(Number(port), id as string)
}

/** Takes one holder's lock away. Whoever has put another in its place meanwhile keeps that: it has another name. */
function takeAway(lock: string, path: string): void {
  for (const remove of [() => unlinkSync(path), () => rmdirSync(lock)]) {
    try {
      remove()
    } catch {
      // Somebody else was faster; whether the way is free now, renaming tells.
    }
  }
}

function notALock(lock: string, name: string): StateError {
  return new StateError(
    `${lock} is where the sandbox keeps the lock of its state, but ${name} lies in it, which is none. Move it away, or start with another --state.`,
  )
}
