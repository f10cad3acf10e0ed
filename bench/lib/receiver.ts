import { createServer, type Socket } from 'node:net'

/** A callback receiver that answers at once; as cheap as `Connection`, for the same reason. */
export class Receiver {
  readonly #sockets = new Set<Socket>()
  readonly #waiting = new Map<string, () => void>()
  readonly #server = createServer((socket) => {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    let seen = ''
    socket.on('data', (chunk) => {
      seen = this.#read(seen + String(chunk), socket)
    })
    socket.on('error', () => {})
    socket.on('close', () => this.#sockets.delete(socket))
  })
  /** How many have come. */
  count = 0
  first = 0
  last = 0

  /** @param status what it answers; null: it takes callbacks and never answers */
  constructor(readonly status: number | null = 200) {}

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}/callback`
  }

  forget(): void {
    this.count = 0
  }

  /** Resolves when an agent's callback with this status comes; call it before what causes it. */
  callback(agentId: number, status: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(`${agentId} ${status}`, resolve))
  }

  /** Resolves once so many have come. */
  async until(count: number, seconds = 60): Promise<void> {
    const deadline = performance.now() + seconds * 1000
    while (this.count < count) {
      if (performance.now() > deadline)
        throw new Error(`${this.count} of ${count} callbacks came within ${seconds} s.`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #read(text: string, socket: Socket): string {
    for (;;) {
      const end = text.indexOf('\r\n\r\n')
      if (end < 0) return text
      const whole = end + 4 + Number(/content-length: *(\d+)/i.exec(text.slice(0, end))?.[1] ?? 0)
      if (text.length < whole) return text
      this.#take(text.slice(end + 4, whole))
      text = text.slice(whole)
      if (this.status !== null)
        socket.write(`HTTP/1.1 ${this.status} \r\nContent-Length: 0\r\n\r\n`)
    }
  }

  #take(body: string): void {
    this.last = performance.now()
    if (this.count++ === 0) this.first = this.last
    const id = /agent_id%22%3A(\d+)/.exec(body)?.[1]
    const status = /kyc_status%22%3A%22(\w+?)%22/.exec(body)?.[1]
    if (id === undefined || status === undefined) return
    this.took(id, status)
    const key = `${id} ${status}`
    this.#waiting.get(key)?.()
    this.#waiting.delete(key)
  }

  /** Told of each callback that announces an agent's status. */
  protected took(_id: string, _status: string): void {}
}
