import { once } from 'node:events'
import {
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { type StartOptions, startSandbox } from '../../src/index.js'
import { folder } from './folder.js'
import type { Teardown } from './sandbox.js'

/** A sandbox that is a proxy for Flip's hosts, and its certificate. */
export async function intercepting(t: Teardown, options: StartOptions = {}) {
  const sandbox = await startSandbox({ intercept: 'on', ca: folder(t), ...options })
  t.teardown(() => sandbox.close())
  const ca = await (await fetch(`${sandbox.url}/_sandbox/ca.pem`)).text()
  return { sandbox, ca }
}

/** Asks the proxy for a tunnel. */
export function tunnel(
  url: string,
  authority: string,
): Promise<{ response: IncomingMessage; socket: Socket }> {
  const { hostname, port } = new URL(url)
  const request = httpRequest({ host: hostname, port, method: 'CONNECT', path: authority })
  request.end()
  return new Promise((resolve, reject) => {
    request.once('error', reject)
    request.once('connect', (response, socket, head) => {
      socket.on('error', () => {})
      if (head.length > 0) socket.unshift(head)
      resolve({ response, socket })
    })
  })
}

/** What comes back until the connection ends. */
export async function readAll(socket: Socket | TLSSocket): Promise<string> {
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk
  })
  socket.on('error', () => {})
  await once(socket, 'close')
  return text
}

/** A server that answers everything with what it got. */
export async function echo(t: Teardown): Promise<string> {
  const server = createHttpServer((request, response) => {
    request.pipe(response.writeHead(201, { 'x-saw': `${request.method} ${request.url}` }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close() && server.closeAllConnections())
  return `127.0.0.1:${(server.address() as { port: number }).port}`
}

/** Runs with these variables in the environment. */
export function withVariables(t: Teardown, variables: Readonly<Record<string, string>>): void {
  const before = { ...process.env }
  Object.assign(process.env, variables)
  t.teardown(() => {
    for (const name of Object.keys(variables)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  })
}
