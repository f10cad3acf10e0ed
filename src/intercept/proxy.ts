import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Duplex, pipeline } from 'node:stream'
import { createServer as createTlsServer } from 'node:tls'
import { isLoopback } from '../lib/loopback.js'
import type { Pair } from './certificates.js'
import { isFlipHost } from './hosts.js'
import { connectTo, passedBack, sendOn } from './upstream.js'

/** What the proxy needs to know. */
export interface ProxySettings {
  readonly certificate: Pair
  /** Where the sandbox listens. */
  readonly own: () => string
  /** Whether only this machine reaches the sandbox: then other hosts are passed on. */
  readonly onlyHere: boolean
  /** Serves a connection on which a client speaks to Flip. */
  readonly serve: (connection: Duplex) => void
}

/** Real milliseconds in which a client must have agreed on TLS. One that says CONNECT and goes is not noticed before. */
const HANDSHAKE_TIMEOUT = 30_000

/**
 * The proxy on the sandbox's own port. CONNECT to one of Flip's hosts ends here, behind a certificate of the local
 * authority; to any other host it is passed on.
 */
export class InterceptingProxy {
  /** It does not listen: it gets the connections that clients have opened with CONNECT. */
  readonly #tls
  readonly #tunnels = new Set<Duplex>()

  constructor(readonly settings: ProxySettings) {
    const { certificate, key } = settings.certificate
    this.#tls = createTlsServer(
      { cert: certificate, key, ALPNProtocols: ['http/1.1'], handshakeTimeout: HANDSHAKE_TIMEOUT },
      settings.serve,
    )
    // A client that does not trust the certificate ends the connection. It says so itself.
    this.#tls.on('tlsClientError', (_error, socket) => socket.destroy())
  }

  close(): void {
    for (const socket of this.#tunnels) socket.destroy()
  }

  /** Answers CONNECT. Never rejects. */
  async connect(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    client.on('error', () => client.destroy())
    this.#keep(client)
    const authority = request.url as string
    if (head.length > 0) client.unshift(head)
    if (isFlipHost(authority)) {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      this.#tls.emit('connection', client)
      return
    }
    if (!this.#passesOn(request)) return refuse(client, 403, NOT_PASSED_ON)
    if (!/^(?:[\w.-]+|\[[\da-f:.]+\]):\d{1,5}$/i.test(authority)) {
      return refuse(client, 400, 'CONNECT takes a host and a port, such as example.com:443.')
    }
    const waiting = new AbortController()
    const giveUp = () => waiting.abort()
    client.once('close', giveUp)
    try {
      const upstream = await connectTo(authority, this.settings.own(), waiting.signal)
      this.#keep(upstream)
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      relay(client, upstream)
    } catch (error) {
      refuse(client, 502, notReached(authority, error as Error))
    } finally {
      client.off('close', giveUp)
    }
  }

  /** Passes on a request whose URL is absolute, as clients send them to a proxy for `http`, and some for `https`. */
  async forward(host: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`)
    if (!this.#passesOn(request)) return void answer(403, NOT_PASSED_ON)
    const waiting = new AbortController()
    response.once('close', () => waiting.abort())
    try {
      const answered = await sendOn(request, this.settings.own(), waiting.signal)
      const { statusCode, statusMessage } = answered
      response.writeHead(statusCode as number, statusMessage, passedBack(answered))
      pipeline(answered, response, () => {})
    } catch (error) {
      answer(502, notReached(host, error as Error))
    }
  }

  #keep(socket: Duplex): void {
    this.#tunnels.add(socket)
    socket.once('close', () => this.#tunnels.delete(socket))
  }

  #passesOn({ socket }: IncomingMessage): boolean {
    return this.settings.onlyHere && isLoopback(socket.remoteAddress)
  }
}

const NOT_PASSED_ON =
  'The sandbox passes other hosts on only for callers on this machine, while it listens on loopback alone. Name those hosts in NO_PROXY.'

function notReached(host: string, { message }: Error): string {
  return `${host} could not be reached (${message}).`
}

/** Passes on what either side sends. One side may end before the other does; both are gone when one breaks. */
function relay(client: Duplex, upstream: Duplex): void {
  for (const [from, to] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    from.allowHalfOpen = true
    from.on('error', () => from.destroy())
    from.once('close', () => {
      if (!from.readableEnded) to.destroy()
    })
    from.pipe(to)
  }
}

function refuse(client: Duplex, status: number, text: string): void {
  // Reads on, to notice that the client has gone.
  client.resume()
  client.end(
    `HTTP/1.1 ${status} ${status === 502 ? 'Bad Gateway' : 'Refused'}\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: ${text.length + 1}\r\n\r\n${text}\n`,
  )
}
