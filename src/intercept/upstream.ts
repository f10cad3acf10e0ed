import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import { getProxyForUrl } from 'proxy-from-env'
import type { Dispatcher } from 'undici'
import { afterReal } from '../time/clock.js'

/** Real milliseconds in which another host, or the proxy before it, must be reached. */
const TIME_LIMIT = 30_000

/** The proxy that the environment names for an URL; null: none. `own` is the sandbox itself, which a run inside a run would name. */
export function proxyFor(url: string, own: string): URL | null {
  const named = getProxyForUrl(url)
  if (named === '' || !URL.canParse(named)) return null
  const proxy = new URL(named)
  return proxy.host === new URL(own).host ? null : proxy
}

/**
 * Opens a connection to another host for CONNECT: directly, or through the proxy that the environment named.
 * @param authority such as `example.com:443`
 * @throws {Error} with the operating system's reason, or the proxy's answer
 */
export async function connectTo(
  authority: string,
  own: string,
  timeLimit = TIME_LIMIT,
): Promise<Socket> {
  const { hostname, port } = new URL(`https://${authority}`)
  const proxy = proxyFor(`https://${authority}`, own)
  if (proxy !== null) return throughProxy(proxy, authority, timeLimit)
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 443),
  })
  const connected = new Promise<Socket>((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
  return within(timeLimit, connected, socket, authority)
}

function throughProxy(proxy: URL, authority: string, timeLimit: number): Promise<Socket> {
  const open = proxy.protocol === 'https:' ? httpsRequest : httpRequest
  const request = open({
    ...addressOf(proxy),
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...credentials(proxy) },
    agent: false,
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

/** Sends a request on to another host, directly or through the proxy that the environment named. */
export async function sendOn(
  url: string,
  options: Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body'>,
  own: string,
): Promise<Dispatcher.ResponseData> {
  const { Agent, ProxyAgent, request } = await import('undici')
  const proxy = proxyFor(url, own)
  // A proxy gets plain http as it stands, as clients would have sent it.
  const dispatcher =
    proxy === null ? new Agent() : new ProxyAgent({ uri: proxy.href, proxyTunnel: false })
  try {
    return await request(url, { ...options, dispatcher, headersTimeout: 0, bodyTimeout: 0 })
  } finally {
    // Ends once the answer has been read.
    void dispatcher.close()
  }
}

function addressOf({ protocol, hostname, port }: URL) {
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port || (protocol === 'https:' ? 443 : 80),
  }
}

function credentials({ username, password }: URL): Record<string, string> {
  if (username === '') return {}
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}
