import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Teardown } from './sandbox.js'

/** A callback as the receiver got it. */
export interface Received {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  // biome-ignore lint/suspicious/noExplicitAny: the field `data`, of every shape
  readonly data: any
  readonly token: string | null
}

/** The application's own webhook, on a real socket. */
export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** Resolves with the first `count` callbacks as soon as they are there. */
  next(count: number): Promise<Received[]>
  close(): Promise<void>
}

/** @param answer the status to answer; null never answers; a function decides and may work meanwhile */
export async function receiver(
  t: Teardown,
  answer: number | null | ((callback: Received) => number | Promise<number>) = 200,
): Promise<Receiver> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  const server = createServer(async (request, response) => {
    let body = ''
    try {
      for await (const chunk of request) body += chunk
    } catch {
      return
    }
    const form = new URLSearchParams(body)
    const callback = {
      path: request.url ?? '',
      headers: request.headers,
      body,
      data: JSON.parse(form.get('data') ?? 'null'),
      token: form.get('token'),
    }
    received.push(callback)
    for (const look of waiting) look()
    const status = typeof answer === 'function' ? await answer(callback) : answer
    if (status !== null) response.writeHead(status, { 'x-receiver': 'test' }).end('thanks')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  t.teardown(close)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    received,
    close,
    next: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return
          waiting.delete(look)
          resolve(received.slice(0, count))
        }
        waiting.add(look)
        look()
      }),
  }
}
