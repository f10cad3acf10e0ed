import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

type Tell = () => void

/** Who waits for what of a connection. Calls that are pipelined share it, so it has one listener for all of them. */
const WAITING = { close: new WeakMap<Socket, Set<Tell>>(), end: new WeakMap<Socket, Set<Tell>>() }

/**
 * Tells once that a call is over: its response has gone out, or can no longer do so. The response itself does not
 * always say so: one that waits behind others on its connection does not hear that the connection is lost.
 */
export function whenOver(response: ServerResponse, tell: Tell): void {
  watch(response, ['close'], response.destroyed || response.req.socket.destroyed, tell)
}

/** The same, where a client that ends its side of the connection has left: it does not wait for what is still to come. */
export function whenLeft(response: ServerResponse, tell: Tell): void {
  const { socket } = response.req
  const left = response.destroyed || socket.destroyed || socket.readableEnded
  watch(response, ['close', 'end'], left, tell)
}

function watch(
  response: ServerResponse,
  events: readonly ('close' | 'end')[],
  already: boolean,
  tell: Tell,
): void {
  if (already) {
    void Promise.resolve().then(tell)
    return
  }
  const end = () => {
    response.off('close', end)
    for (const stop of stops) stop()
    tell()
  }
  response.once('close', end)
  const stops = events.map((event) => waitFor(response.req.socket, event, end))
}

function waitFor(socket: Socket, event: 'close' | 'end', tell: Tell): Tell {
  const waiting = WAITING[event].get(socket) ?? new Set()
  if (!WAITING[event].has(socket)) {
    WAITING[event].set(socket, waiting)
    socket.once(event, () => {
      for (const one of waiting) one()
    })
  }
  waiting.add(tell)
  return () => void waiting.delete(tell)
}
