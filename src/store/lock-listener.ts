import { type AddressInfo, connect, createServer, type ListenOptions, type Socket } from 'node:net'
import { afterReal } from '../time/clock.js'

/** Gives a lock back, and only one's own. */
export type Unlock = () => Promise<void>

/** What listens behind a lock, for as long as its process lives. */
export interface Listener {
  /** Where it can be reached: a port of 127.0.0.1, or a path. */
  readonly address: AddressInfo | string
  readonly close: () => Promise<void>
}

/** Who is found behind a lock; `silent` does not say who it is. */
export type Holder = 'nobody' | 'sandbox' | 'silent'

/** Milliseconds in which whoever has a port says who it is. */
const ANSWER = 1000

/** What connecting says where nobody listens; whatever else it says, a sandbox may. */
const NOBODY = ['ECONNREFUSED', 'ENOENT', 'ENOTSOCK']

/** The longest path that a socket can have on every system, in bytes. A longer one is cut off silently on some. */
const LONGEST_PATH = 103

/**
 * Listens, and tells whoever connects the lock's id.
 * @throws what the system says where it cannot listen there
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
  // Who asked may be gone before it is told.
  socket.on('error', () => {})
  socket.end(id, () => socket.destroy())
}

/** Who listens at a socket's path: nobody else has a reason to. */
export function holderOfSocket(path: string): Promise<Holder> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy()
      resolve('sandbox')
    })
    socket.once('error', (error) => resolve(holderBy(error)))
  })
}

/** Who listens at a port: after a sandbox was killed, the port may be another program's. */
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
