import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type Duplex, pipeline } from 'node:stream'
import type { Dispatcher } from 'undici'
import { isLoopback } from '../lib/loopback.js'
import type { Pair } from './certificates.js'
import { isFlipHost } from './hosts.js'
import { connectTo, sendOn } from './upstream.js'

/** What the proxy needs to know. */
export interface ProxySettings {
  readonly certificate: Pair
  /** Where the sandbox listens. */
  readonly own: () => string
  /** Whether only this machine reaches the sandbox: then other hosts are passed on. */
  readonly onlyHere: boolean
  /** Serves what is taken for Flip. */
  readonly serve: RequestListener
}

/** Headers that concern one connection alone (RFC 9110), and are not passed on. */
const HOP_BY_HOP = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/**
 * The proxy on the sandbox's own port. CONNECT to one of Flip's hosts ends here, behind a certificate of the local
 * authority; to any other host it is passed on.
 */
export class InterceptingProxy {
  /** Never listens: it gets the connections that clients have opened with CONNECT. */
  readonly #tls
  readonly #tunnels = new Set<Duplex>()

  constructor(readonly settings: ProxySettings) {
    const { certificate, key } = settings.certificate
    this.#tls = createTlsServer(
      { cert: certificate, key, ALPNProtocols: ['http/1.1'] },
      settings.serve,
    )
    // A client that does not trust the certificate ends the connection. It says so itself.
    this.#tls.on('tlsClientError', (_error, socket) => socket.destroy())
  }

  close(): void {
    for (const socket of this.#tunnels) socket.destroy()
    this.#tls.closeAllConnections()
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
    try {
      const upstream = await connectTo(authority, this.settings.own())
      this.#keep(upstream)
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      pipeline(upstream, client, () => client.destroy())
      pipeline(client, upstream, () => upstream.destroy())
    } catch (error) {
      refuse(client, 502, notReached(authority, error as Error))
    }
  }

  /** Passes on a request whose URL is absolute, as clients send them to a proxy for `http`, and some for `https`. */
  async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url as string
    const answer = (status: number, text: string) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`)
    if (!this.#passesOn(request)) return void answer(403, NOT_PASSED_ON)
    try {
      const answered = await sendOn(
        url,
        {
          method: request.method as Dispatcher.HttpMethod,
          headers: passedOn(request.headers),
          body: hasBody(request) ? request : null,
        },
        this.settings.own(),
      )
      response.writeHead(answered.statusCode, passedOn(answered.headers))
      pipeline(answered.body, response, () => {})
    } catch (error) {
      answer(502, notReached(new URL(url).host, error as Error))
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

function refuse(client: Duplex, status: number, text: string): void {
  client.end(
    `HTTP/1.1 ${status} ${status === 502 ? 'Bad Gateway' : 'Refused'}\r\nconnection: close\r\ncontent-type: text/plain\r\ncontent-length: ${text.length + 1}\r\n\r\n${text}\n`,
  )
}

function passedOn(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)))
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length']) > 0
}
