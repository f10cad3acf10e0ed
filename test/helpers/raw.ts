import { connect } from 'node:net'

/** What a connection gave back until it was closed, or until one whole response was there. */
export interface RawReply {
  readonly status: number | null
  readonly text: string
}

/**
 * Writes bytes to a socket as they are and reads one response.
 * @param end whether to half-close after writing
 */
export function sendRaw(url: string, bytes: string | Buffer, end = false): Promise<RawReply> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname.replace(/[[\]]/g, ''))
    let text = ''
    const finish = () => {
      socket.destroy()
      const status = /HTTP\/1\.1 (?!100)(\d{3})/.exec(text)?.[1]
      resolve({ status: status === undefined ? null : Number(status), text })
    }
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (isWhole(text)) finish()
    })
    socket.on('error', finish)
    socket.on('close', finish)
    socket.write(bytes)
    if (end) socket.end()
  })
}

/** Whether a response is there to its end, by its own length. */
function isWhole(text: string): boolean {
  const last = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '')
  const split = last.indexOf('\r\n\r\n')
  if (split < 0) return false
  const length = /content-length: (\d+)/i.exec(last.slice(0, split))?.[1]
  return length !== undefined && last.length >= split + 4 + Number(length)
}
