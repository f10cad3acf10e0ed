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
import { heldByAnother, StateError } from './errors.js'
import {
  type Holder,
  holderOfPort,
  holderOfSocket,
  type Listener,
  listen,
  type Unlock,
} from './lock-listener.js'

/** The name of the entry in a lock: a socket, or an empty file whose name has a port. Each holder's name is different. */
const ENTRY = /^(?:socket|port-(\d+))-([0-9a-f]{8})$/

/** How often to try, while other processes give a lock back or remove a dead one. */
const ATTEMPTS = 5

/**
 * Takes the lock as a folder beside the state file. The folder is made under its own name and then renamed. Renaming
 * works when there is no lock or an empty one, and fails when the lock has an entry.
 * @param kind what listens: a Unix socket, or a port of 127.0.0.1 where the folder cannot have a socket
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

/** @throws {StateError} when a running sandbox holds the lock */
async function putInPlace(own: string, lock: string, stateFile: string): Promise<void> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    try {
      return renameSync(own, lock)
    } catch {
      // There is a lock already.
    }
    for (const path of entries(lock)) {
      const holder = await holderOf(path)
      if (holder !== 'nobody') throw heldByAnother(stateFile, holder === 'silent' ? lock : null)
      takeAway(lock, path)
    }
  }
  renameSync(own, lock)
}

/** The entries of a lock. A lock that is not a folder is from an earlier version, and is itself the socket. */
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

/** Removes one holder's lock. If another holder has replaced it meanwhile, that lock stays, because its entry has another name. */
function takeAway(lock: string, path: string): void {
  for (const remove of [() => unlinkSync(path), () => rmdirSync(lock)]) {
    try {
      remove()
    } catch {
      // Another process was faster. Renaming will tell whether the place is free now.
    }
  }
}

function notALock(lock: string, name: string): StateError {
  return new StateError(
    (nameOf) =>
      `${lock} is where the sandbox keeps the lock of its state, but ${name} lies in it, which is none. Move it away, or start with another ${nameOf('state')}.`,
  )
}
