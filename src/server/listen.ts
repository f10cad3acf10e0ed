import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { FastifyInstance } from 'fastify'
import type { Pair } from '../intercept/certificates.js'
import { ErrorNamingOptions } from '../lib/option-names.js'

/** Real milliseconds in which a request must have arrived whole, as Node.js has it: a large import takes a while. */
export const REQUEST_TIMEOUT = 300_000
/** As Fastify's own server has them. */
const SERVER_SETTINGS = { requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: 72_000 }

/** Such as a machine without IPv6. */
const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT']
/** How often another free port is tried when the first one is free on one of two addresses only. */
const TRIES = 10

/**
 * Listens. `localhost` means both loopback addresses, because some clients try `::1` first; where the machine has no
 * `::1`, the other one alone.
 * @returns the sandbox's URL, without a slash at its end
 * @throws {Error} one sentence with the address and what to do
 */
export async function listen(
  app: FastifyInstance,
  where: { readonly host: string; readonly port: number },
  tries = TRIES,
): Promise<string> {
  await app.ready()
  const { host, port } = where
  const first = host === 'localhost' ? '127.0.0.1' : host
  const second = host === 'localhost' ? await openSecond(app, port) : null
  try {
    await app.listen({ host: first, port: second === null ? port : portOf(second) })
  } catch (error) {
    if (second !== null) await close(second)
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    if (taken && port === 0 && tries > 1) return listen(app, where, tries - 1)
    throw cannotListen(error, first, port, 'port')
  }
  return urlOf('http', host, portOf(app.server))
}

/** A server on `::1` for the same app; null where the machine has no such address. */
function openSecond(app: FastifyInstance, port: number): Promise<Server | null> {
  const server = createServer(SERVER_SETTINGS, (request, response) =>
    app.routing(request, response),
  )
  for (const event of ['connect', 'clientError'])
    for (const listener of app.server.listeners(event)) server.on(event, listener as () => void)
  return open(app, server, '::1', port, 'port')
}

/**
 * Listens for TLS, for host aliases.
 * @returns its URL
 */
export async function listenForTls(
  app: FastifyInstance,
  pair: Pair,
  where: { readonly host: string; readonly port: number },
  tries = TRIES,
): Promise<string> {
  const { certificate, key } = pair
  const { host, port } = where
  const create = () =>
    createTlsServer({ ...SERVER_SETTINGS, cert: certificate, key }, (request, response) =>
      app.routing(request, response),
    )
  const first = host === 'localhost' ? '127.0.0.1' : host
  const server = (await open(app, create(), first, port, 'https_port')) as Server
  try {
    if (host === 'localhost') await open(app, create(), '::1', portOf(server), 'https_port')
  } catch (error) {
    if (port !== 0 || tries === 1) throw error
    await close(server)
    return listenForTls(app, pair, where, tries - 1)
  }
  return urlOf('https', host, portOf(server))
}

/** Opens a server that closes with the app; null where the machine has no such address. */
async function open<S extends Server>(
  app: FastifyInstance,
  server: S,
  address: string,
  port: number,
  option: 'port' | 'https_port',
): Promise<S | null> {
  answerHalfClosed(server)
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ host: address, port }, resolve)
    })
  } catch (error) {
    if (address === '::1' && NO_SUCH_ADDRESS.includes((error as { code: string }).code)) return null
    throw cannotListen(error, address, port, option)
  }
  app.server.once('close', () => void close(server))
  return server
}

/** A client may end its side of the connection right behind its request, and is answered. */
export function answerHalfClosed(server: object): void {
  Object.assign(server, { httpAllowHalfOpen: true })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as { port: number }).port
}

function urlOf(scheme: string, host: string, port: number): string {
  const everywhere = host === '0.0.0.0' || host === '::' || host === 'localhost'
  const name = everywhere ? '127.0.0.1' : host
  return `${scheme}://${name.includes(':') ? `[${name}]` : name}:${port}`
}

/** Why it cannot listen, and what to do. @param option that gave the port */
export function cannotListen(
  error: unknown,
  address: string,
  port: number,
  option: 'port' | 'https_port',
): Error {
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'EADDRINUSE':
      return new ErrorNamingOptions(
        (nameOf) =>
          `Port ${port} on ${address} is in use; stop what listens there, or take another with ${nameOf(option)} (0: a free one).`,
      )
    case 'EACCES':
      return new ErrorNamingOptions(
        (nameOf) =>
          `Port ${port} needs more rights than this user has; take one from 1024 on with ${nameOf(option)}.`,
      )
    default:
      return new ErrorNamingOptions(
        (nameOf) =>
          `The sandbox cannot listen on ${address} port ${port} (${message}); choose others with ${nameOf('host')} and ${nameOf(option)}.`,
      )
  }
}
