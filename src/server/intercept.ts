import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { takeForFlip } from '../context/called-address.js'
import type { Context } from '../context/context.js'
import type { Pair } from '../intercept/certificates.js'
import { isFlipHost } from '../intercept/hosts.js'
import { InterceptingProxy } from '../intercept/proxy.js'
import { isLoopbackHost } from '../lib/loopback.js'

/** Makes the app a proxy as well, so that clients which call Flip's own hosts reach it. */
export function interceptFlip(
  app: FastifyInstance,
  certificate: Pair,
  { options, address }: Context,
): void {
  const forFlip = new WeakSet<Duplex>()
  const proxy = new InterceptingProxy({
    certificate,
    own: () => address.url,
    onlyHere: isLoopbackHost(options.host),
    serve(connection) {
      forFlip.add(connection)
      // The app's own server reads the requests, so that its limits hold for these connections too.
      app.server.emit('connection', connection)
    },
  })
  app.server.on('connect', (request, socket, head) => proxy.connect(request, socket, head))
  // A request to a proxy names the host in its URL.
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const host = /^https?:\/\/(?:[^@/?#]*@)?([^/?#]+)/i.exec(raw.url as string)?.[1]
    if (forFlip.has(raw.socket) || (host !== undefined && isFlipHost(host))) takeForFlip(raw)
    else if (host !== undefined) {
      reply.hijack()
      return void proxy.forward(host, raw, reply.raw)
    }
    done()
  })
  app.addHook('preClose', async () => proxy.close())
}
