import { type AddressInfo, connect, createServer, type ListenOptions, type Socket } from 'node:net'
import { afterReal } from '../time/clock.js'

/** Gives back one's own lock, and no other. */
export type Unlock = () => Promise<void>

/** What listens behind a lock, as long as its process lives. */
export interface Listener {
  /** Where it can be reached: a port of 127.0.0.1, or a path. */
  readonly address: AddressInfo | string
  readonly close: () => Promise<void>
}

/** Who listens behind a lock. `silent`: somebody who does not answer. */
export type Holder = 'nobody' | 'sandbox' | 'silent'

/** How many milliseconds to wait for the answer of what listens at a port. */
const ANSWER = 1000

/** The errors of connecting that mean that nobody listens. After any other error, somebody may. */
const NOBODY = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK']

/** The longest path that a socket can have on every system, in bytes. Some systems cut off a longer one without an error. */
const LONGEST_PATH = 103

/**
 * Listens, and sends the lock's id to everybody who connects.
 * @throws the system's error when it cannot listen there
 */
export async function listen(where: ListenOptions, id: string): Promise<Listener> {
  if (Buffer.byteLength(where.path ?? '') > LONGEST_PATH)
    throw new Error(`The path ${where.path} is too long for a socket.`)
  const server = createServer((socket) => greet(socket, id))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, resolve)
  })
  server.unref()
  return {
    address: server.address() as AddressInfo | string,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function greet(socket: Socket, id: string): void {
  // The client may be gone before it gets the id.
  socket.on('error', () => {})
  socket.end(id, () => socket.destroy())
}

/** Who listens at a socket's path. Only a sandbox has a reason to. */
export function holderOfSocket(path: string): Promise<Holder> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve('sandbox')
    })
    socket.once('error', (error) => resolve(holderBy(error)))
  })
}

/** Who listens at a port. After a sandbox was killed, another program may have the port. */
export async function holderOfPort(port: number, id: string): Promise<Holder> {
  const socket = connect(port, '127.0.0.1')
  const holder = await new Promise<Holder>((resolve) => {
    socket.once(
      'close',
      afterReal(ANSWER, () => resolve('silent')),
    )
    socket.once('data', (said) => resolve(String(said) === id ? 'sandbox' : 'nobody'))
    socket.once('end', () => resolve('nobody'))
    socket.once('error', (error) => resolve(holderBy(error)))
  })
  socket.destroy()
  return holder
}

function holderBy(error: NodeJS.ErrnoException): Holder {
  return NOBODY.includes(error.code as string) ? 'nobody' : 'sandbox'
}
