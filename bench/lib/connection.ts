import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: string
}

interface Waiting {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/**
 * One keep-alive HTTP connection that costs as little as can be, so that the client does not become
 * what is measured: requests are bytes made beforehand, of an answer it reads status and length alone.
 */
export class Connection {
  readonly #socket: Socket
  readonly #waiting: Waiting[] = []
  #seen = ''

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.setEncoding('latin1')
    this.#socket.on('data', (chunk) => this.#read(String(chunk)))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('The server closed the connection.')))
  }

  request(bytes: string | Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) return reject(new Error('The connection is closed.'))
      this.#waiting.push({ resolve, reject })
      this.#socket.write(bytes)
    })
  }

  /** More of a request that has begun. */
  write(bytes: Buffer): void {
    this.#socket.write(bytes)
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(chunk: string): void {
    this.#seen += chunk
    for (;;) {
      const end = this.#seen.indexOf('\r\n\r\n')
      if (end < 0) return
      const head = this.#seen.slice(0, end)
      const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0)
      const chunked = /transfer-encoding: *chunked/i.test(head)
      const whole = chunked ? endOfChunks(this.#seen, end + 4) : end + 4 + length
      if (whole < 0 || this.#seen.length < whole) return
      const body = this.#seen.slice(end + 4, whole)
      this.#seen = this.#seen.slice(whole)
      this.#waiting.shift()?.resolve({ status: Number(head.slice(9, 12)), head, body })
    }
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}

/** Where a chunked body ends; -1 where it has not all come. */
function endOfChunks(text: string, from: number): number {
  const last = text.indexOf('0\r\n\r\n', from)
  return last < 0 ? -1 : last + 5
}

/**
 * Keeps the client from falling asleep between two answers: on a virtual machine each waking costs the server
 * that writes to it some 20 µs, and the slower server more often, so that sleep would be what is compared.
 * @returns what ends that
 */
export function stayAwake(): () => void {
  let awake = true
  const again = () => awake && setImmediate(again)
  again()
  return () => {
    awake = false
  }
}

export interface Drive {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** Answers other than 200. */
  readonly failures: number
}

/** Sends so many requests over so many connections, each next one when the last is answered. */
export async function drive(
  port: number,
  total: number,
  requestAt: (n: number) => string | Buffer,
  connections = 32,
): Promise<Drive> {
  const times = new Float64Array(total)
  let next = 0
  let failures = 0
  const lanes = Array.from({ length: connections }, () => new Connection(port))
  const rest = stayAwake()
  const start = performance.now()
  await Promise.all(
    lanes.map(async (lane) => {
      while (next < total) {
        const n = next++
        const bytes = requestAt(n)
        const sent = performance.now()
        const { status } = await lane.request(bytes)
        times[n] = performance.now() - sent
        if (status !== 200) failures++
      }
    }),
  )
  const seconds = (performance.now() - start) / 1000
  rest()
  for (const lane of lanes) lane.close()
  times.sort()
  const at = (share: number) => times[Math.floor((total - 1) * share)] as number
  return { perSecond: total / seconds, p50: at(0.5), p99: at(0.99), failures }
}
