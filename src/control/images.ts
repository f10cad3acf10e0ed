import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { IMAGE_FILE } from '../kyc/agent.js'
import { notFound } from './control-error.js'

/** `GET /_sandbox/images/:file`: the bytes that were uploaded. */
export function imageRoutes(app: FastifyInstance, { images }: Context): void {
  const route = { config: { open: true, anyHost: true } }
  app.get('/images/:file', route, (request, reply) => {
    const { file } = request.params as { file: string }
    const bytes = IMAGE_FILE.test(file) ? images.get(file) : undefined
    if (bytes === undefined) throw notFound('such image', 'It may have gone with a reset.')
    return (
      reply
        .type(file.endsWith('.png') ? 'image/png' : 'image/jpeg')
        .header('cache-control', 'private, max-age=31536000, immutable')
        .header('x-content-type-options', 'nosniff')
        // Pages that isolate themselves show it too. And what `<img>` has put into the cache lacks what a script's call needs.
        .headers({ 'cross-origin-resource-policy': 'cross-origin', vary: 'origin' })
        .send(bytes)
    )
  })
}
