import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterReal } from '../time/clock.js'
import { type Answer, parsed } from './answer.js'

/** Bytes of a callback that are read; Flip's own have about 500. */
const LONGEST = 65_536

/** Agents whose callbacks are kept; one is waited for. */
const MOST = 1000

/** Receives callbacks, answers 200 to each, and hands them to whoever waits for the agent's. */
export class Receiver {
  /** The field `parity` of a message by which one can see whether an address leads here. */
  readonly ping: string = randomUUID()
  readonly #byAgent = new Map<string, Answer>()
  readonly #waiting = new Set<() => void>()
  #pinged = false
  readonly #server: Server
  #closed = false

  constructor() {
    this.#server = createServer((request, response) => {
      readBody(request)
        .then((body) => this.#take(request, body))
        .then(() => response.writeHead(200).end())
        .catch(() => response.destroy())
    })
  }

  /** @returns the port @throws where the port cannot be had */
  listen(port: number, host?: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port))
    })
  }

  /** Stops listening, and waiting. */
  close(): void {
    this.#closed = true
    for (const look of this.#waiting) look()
    this.#server.close()
    this.#server.closeAllConnections()
  }

  /** Whether a callback about this agent has come. */
  has(agentId: string): boolean {
    return this.#byAgent.has(agentId)
  }

  /** Whether the message with `ping` has come. */
  get pinged(): boolean {
    return this.#pinged
  }

  /** The first callback about an agent; null when none comes within so many real milliseconds. */
  callback(agentId: string, limit: number): Promise<Answer | null> {
    return new Promise((resolve) => {
      const end = (found: Answer | null) => {
        stop()
        this.#waiting.delete(look)
        resolve(found)
      }
      const look = () => {
        const found = this.#byAgent.get(agentId)
        if (found !== undefined || this.#closed) end(found ?? null)
      }
      const stop = afterReal(limit, () => end(null))
      this.#waiting.add(look)
      look()
    })
  }

  #take({ method = '', headers }: IncomingMessage, body: string): void {
    const fields = new URLSearchParams(body)
    if (fields.get('parity') === this.ping) this.#pinged = true
    const text = fields.get('data') ?? ''
    const data = parsed(text) ?? null
    const agentId = String((data as { agent_id?: unknown } | null)?.agent_id)
    if (!this.#byAgent.has(agentId) && this.#byAgent.size < MOST)
      this.#byAgent.set(agentId, {
        status: 200,
        headers: new Headers({ 'content-type': headers['content-type'] ?? 'absent' }),
        // The token stays out of it.
        body: {
          method,
          fields: [...fields.keys()],
          data,
          compact: text === JSON.stringify(data),
          blanks: body.includes('%20') ? '%20' : '+',
        },
      })
    for (const look of this.#waiting) look()
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk
    if (body.length > LONGEST) throw new Error('too long')
  }
  return body
}
