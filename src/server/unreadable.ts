import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { finished } from 'node:stream'
import type { ConnectionError } from 'fastify'
import { unreadableRequest } from '../flip/protocol/errors.js'
import { hostOf, pathOf } from '../flip/protocol/hosts.js'

/** What else than broken HTTP Node.js refuses, by its codes. */
const REFUSED: Readonly<Record<string, readonly [status: number, sentence: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers have more than 16 KiB: send fewer, or shorter ones.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come in time: send all of it at once.'],
}

/**
 * Answers what Node.js cannot read as HTTP, in the shape of the API that its first line names, and closes the connection
 * (bodies.http-layer).
 */
export function answerUnreadable(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, sentence] = REFUSED[error.code] ?? [
    400,
    `This is no HTTP/1.1 (${error.message.replace(/^Parse Error: /, '')}): let your HTTP client write the request.`,
  ]
  // Fastify's type takes it for what JSON makes of it.
  const packet = error.rawPacket as unknown as Buffer | undefined
  const firstLine = packet?.toString('latin1', 0, 2048) ?? ''
  const path = pathOf({ url: /^[A-Z]+ ([^ \r\n]+)/.exec(firstLine)?.[1] ?? '/' })
  const isControl = path.startsWith('/_sandbox')
  const body = isControl
    ? { error: { code: 'invalid_request', message: sentence } }
    : unreadableRequest(hostOf(path), status)
  const text = JSON.stringify(body)
  const hint = isControl ? '' : `sandbox-hint: ${sentence}\r\n`
  // Also catches the error when the client has gone meanwhile.
  finished(socket, { readable: false }, () => socket.destroy())
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\n${hint}connection: close\r\ncontent-length: ${text.length}\r\n\r\n${text}`,
  )
}
