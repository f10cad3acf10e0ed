import { Agent, createServer, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Teardown } from './sandbox.js'

/** A request on its way through the proxy. */
export interface Passing {
  readonly method: string
  path: string
  headers: IncomingHttpHeaders
  body: Buffer
}

/** An answer on its way back. */
export interface Returning {
  status: number
  headers: IncomingHttpHeaders
  /** Parsed where it is JSON, else text. */
  // biome-ignore lint/suspicious/noExplicitAny: rewritten in every way
  body: any
}

/** What a proxy changes on the way. */
export interface Rewriting {
  readonly request?: (request: Passing) => void
  readonly answer?: (answer: Returning, request: Passing) => void
}

/** A proxy in front of a server, which changes what passes. */
export interface RewritingProxy {
  readonly url: string
  /** Where it leads. */
  target: string
  rewriting: Rewriting
}

export async function rewritingProxy(t: Teardown, target: string): Promise<RewritingProxy> {
  const agent = new Agent({ keepAlive: true })
  const server = createServer(async (incoming, outgoing) => {
    const passing: Passing = {
      method: incoming.method as string,
      path: incoming.url as string,
      headers: { ...incoming.headers },
      body: await buffer(incoming),
    }
    proxy.rewriting.request?.(passing)
    const { method, path, body } = passing
    const headers: IncomingHttpHeaders = { ...passing.headers, connection: 'keep-alive' }
    if (body.length > 0) headers['content-length'] = String(body.length)
    const { hostname, port } = new URL(proxy.target)
    const forwarded = httpRequest({ hostname, port, method, path, headers, agent })
    forwarded.on('error', () => outgoing.destroy())
    forwarded.on('response', async (response) => {
      const text = (await buffer(response)).toString()
      const json = /^[[{]/.test(text)
      const returning: Returning = {
        status: response.statusCode as number,
        headers: { ...response.headers },
        body: json ? JSON.parse(text) : text,
      }
      proxy.rewriting.answer?.(returning, passing)
      const { 'content-length': _, 'transfer-encoding': __, ...kept } = returning.headers
      outgoing.writeHead(returning.status, kept)
      outgoing.end(
        typeof returning.body === 'string' ? returning.body : JSON.stringify(returning.body),
      )
    })
    forwarded.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    agent.destroy()
    server.close()
    server.closeAllConnections()
  })
  const proxy: RewritingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    rewriting: {},
  }
  return proxy
}
