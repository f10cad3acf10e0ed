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
  const proxy = new InterceptingProxy({
    certificate,
    own: () => address.url,
    onlyHere: isLoopbackHost(options.host),
    serve(request, response) {
      takeForFlip(request)
      app.routing(request, response)
    },
  })
  app.server.on('connect', (request, socket, head) => proxy.connect(request, socket, head))
  // A request to a proxy names the host in its URL.
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const host = /^https?:\/\/([^/?#]+)/i.exec(raw.url as string)?.[1]
    if (host === undefined) return done()
    if (isFlipHost(host)) {
      takeForFlip(raw)
      return done()
    }
    reply.hijack()
    void proxy.forward(raw, reply.raw)
  })
  app.addHook('preClose', async () => proxy.close())
}
