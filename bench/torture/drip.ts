import { connect } from 'node:net'
import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { another, createRequest, jpegOf, uploadRequest } from '../lib/requests.js'
import { control, startSandbox } from '../lib/servers.js'
import { checkThat, type Summary } from './summary.js'

const CARD = jpegOf(18_000)
const AT_A_TIME = 8

interface AgentView {
  readonly kyc_status: string
  readonly images: { readonly identity: { readonly url: string } | null }
}

/** Uploads of which each byte is a chunk and a packet of its own; every fourth one breaks off. */
export async function dripRounds(folder: string, uploads: number): Promise<Summary> {
  const check = checkThat('chunked uploads byte by byte')
  const sandbox = await startSandbox(join(folder, 'drip.json'))
  const { port } = sandbox
  let next = 0
  let bytes = 0
  let broken = 0
  const lane = async () => {
    while (next < uploads) {
      const n = next++
      const connection = new Connection(port)
      const { body } = await connection.request(createRequest(n))
      const { id } = JSON.parse(body) as { id: number }
      connection.close()
      const picture = another(CARD)
      const request = chunked(uploadRequest(id, picture, false))
      const breaksAt = n % 4 === 3 ? Math.floor(Math.random() * request.length) : request.length
      const answer = await drip(port, request.slice(0, breaksAt))
      bytes += breaksAt
      const agent = (await control(port, 'GET', `/agents/${id}`)) as AgentView
      if (breaksAt < request.length) {
        broken++
        check(answer === '', `an upload that breaks off got ${answer.slice(0, 200)}`)
        check(
          agent.kyc_status === 'BASIC_DATA' && agent.images.identity === null,
          `an upload that breaks off makes its agent ${agent.kyc_status}`,
        )
        continue
      }
      check(answer.startsWith('HTTP/1.1 200 '), `an upload got ${answer.slice(0, 200)}`)
      const { identity } = agent.images
      check(identity !== null, `agent ${id} has no image`)
      if (identity === null) continue
      const kept = await (await fetch(identity.url)).arrayBuffer()
      check(picture.equals(Buffer.from(kept)), `agent ${id} has other bytes than were sent`)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, lane))
  await sandbox.stop()
  return check.summary(
    `${uploads} uploads, ${(bytes / 1e6).toFixed(1)} million chunks, ${broken} broken off`,
  )
}

/** The request's head, then each byte of its body as a chunk, then the end: what is written one after the other. */
function chunked(request: Buffer): Buffer[] {
  const at = request.indexOf('\r\n\r\n') + 4
  const head = request
    .toString('latin1', 0, at)
    .replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked')
  return [
    Buffer.from(head, 'latin1'),
    ...Array.from(request.subarray(at), (byte) => Buffer.from([0x31, 13, 10, byte, 13, 10])),
    Buffer.from('0\r\n\r\n'),
  ]
}

/** Writes one piece after the other, each handed to the system alone. @returns the answer; it breaks off at the last piece */
function drip(port: number, pieces: readonly Buffer[]): Promise<string> {
  const whole = pieces.at(-1)?.toString() === '0\r\n\r\n'
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => {
      answer += String(chunk)
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
    let at = 0
    const write = () => {
      // Some at once, as they would queue up here otherwise; each is a packet all the same.
      for (let n = 0; n < 64 && at < pieces.length; n++) socket.write(pieces[at++] as Buffer)
      if (at < pieces.length) setImmediate(write)
      else if (!whole) socket.resetAndDestroy()
    }
    socket.once('connect', write)
  })
}
