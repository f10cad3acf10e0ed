import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, isIP, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { getProxyForUrl } from 'proxy-from-env'
import { afterReal } from '../time/clock.js'

/** Real milliseconds in which another host, or the proxy before it, must be reached. */
const TIME_LIMIT = 30_000

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
  'upgrade',
]

/** The proxy that the environment names for an URL; null: none. `own` is the sandbox itself, which a run inside a run would name. */
function proxyFor(url: string, own: string): URL | null {
  const named = getProxyForUrl(url)
  if (named === '' || !URL.canParse(named)) return null
  const proxy = new URL(named)
  return proxy.host === new URL(own).host ? null : proxy
}

/**
 * Opens a connection to another host for CONNECT: directly, or through the proxy that the environment named.
 * @param authority such as `example.com:443`
 * @param signal ends the attempt
 * @throws {Error} with the operating system's reason, or the proxy's answer
 */
export async function connectTo(
  authority: string,
  own: string,
  signal: AbortSignal,
  timeLimit = TIME_LIMIT,
): Promise<Socket> {
  const proxy = proxyFor(`https://${authority}`, own)
  if (proxy !== null) return throughProxy(proxy, authority, signal, timeLimit)
  const { host, port } = addressOf(new URL(`tcp://${authority}`))
  const socket = connect({ host, port: Number(port), signal })
  const connected = new Promise<Socket>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
  return within(timeLimit, connected, socket, authority)
}

function throughProxy(
  proxy: URL,
  authority: string,
  signal: AbortSignal,
  timeLimit: number,
): Promise<Socket> {
  const request = requestTo(proxy)({
    ...addressOf(proxy),
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...credentials(proxy) },
    agent: false,
    signal,
  })
  const connected = new Promise<Socket>((resolve, reject) => {
    request.once('error', reject)
    request.once('connect', (response, socket, head) => {
      if (response.statusCode !== 200) {
        socket.destroy()
        return reject(new Error(`the proxy ${proxy.host} answered ${response.statusCode}`))
      }
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    })
  })
  request.end()
  return within(timeLimit, connected, request, `the proxy ${proxy.host}`)
}

/** The same, given up after so many real milliseconds. */
function within<T>(
  limit: number,
  work: Promise<T>,
  stream: { destroy(error: Error): unknown },
  name: string,
): Promise<T> {
  const cancel = afterReal(limit, () => stream.destroy(new Error(`${name} is silent`)))
  return work.finally(cancel)
}

/**
 * Sends a request with an absolute URL on to its host, directly or through the proxy that the environment named.
 * @param signal ends the attempt
 * @throws {Error} as `connectTo`
 */
export async function sendOn(
  request: IncomingMessage,
  own: string,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(request.url as string)
  const headers = fromHop(request.rawHeaders)
  if (request.headers.host === undefined) headers.push('Host', url.host)
  const sent = await openRequest(url, headers, { method: request.method as string, signal }, own)
  return new Promise((resolve, reject) => {
    sent.once('response', resolve)
    sent.once('upgrade', (_response, socket) => {
      socket.destroy()
      reject(new Error('it answered 101 Switching Protocols'))
    })
    sent.on('error', reject)
    pipeline(request, sent, () => {})
  })
}

async function openRequest(
  url: URL,
  headers: readonly string[],
  options: { readonly method: string; readonly signal: AbortSignal },
  own: string,
): Promise<ClientRequest> {
  const path = url.pathname + url.search
  if (url.protocol === 'https:') {
    const { host } = addressOf(url)
    const socket = await connectTo(`${url.hostname}:${url.port || 443}`, own, options.signal)
    const servername = isIP(host) === 0 ? host : ''
    const createConnection = () => connectTls({ socket, host, servername })
    return httpsRequest({ ...options, path, headers, createConnection })
  }
  const proxy = proxyFor(url.href, own)
  if (proxy === null)
    return httpRequest({ ...options, ...addressOf(url), path, headers, agent: false })
  // A proxy gets plain http as it stands, as the client would have sent it.
  return requestTo(proxy)({
    ...options,
    ...addressOf(proxy),
    path: url.href,
    headers: [...headers, ...Object.entries(credentials(proxy)).flat()],
    agent: false,
  })
}

/** The headers of an answer that are passed back. How its body is divided is between the sandbox and the client. */
export function passedBack({ rawHeaders }: IncomingMessage): string[] {
  return fromHop(rawHeaders, [...HOP_BY_HOP, 'transfer-encoding'])
}

/** Pairs of names and values as they came, without those of one connection alone. */
function fromHop(rawHeaders: readonly string[], without = HOP_BY_HOP): string[] {
  const kept: string[] = []
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2)
    if (!without.includes(name.toLowerCase())) kept.push(name, value)
  }
  return kept
}

function requestTo({ protocol }: URL): typeof httpRequest {
  return protocol === 'https:' ? httpsRequest : httpRequest
}

/** As requests and connections are given it. Without a port, a request takes that of its protocol. */
function addressOf({ hostname, port }: URL) {
  return { host: hostname.replace(/^\[|\]$/g, ''), port }
}

function credentials({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}
