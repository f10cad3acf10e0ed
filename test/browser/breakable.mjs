import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** A line between page and sandbox that can be cut and mended. */
export function breakable(t) {
  const sockets = new Set()
  let whole = true
  let target
  const server = createServer((near) => {
    if (!whole) return near.destroy()
    const far = connect(target, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  t.after(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return {
    async through(sandbox) {
      target = Number(new URL(sandbox.url).port)
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      return `http://127.0.0.1:${server.address().port}`
    },
    cut() {
      whole = false
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      whole = true
    },
  }
}
