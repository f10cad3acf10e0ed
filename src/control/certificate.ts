import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { notFound } from './control-error.js'

/** `GET /_sandbox/ca.pem`: the certificate of the local authority, never its key. */
export function certificateRoutes(app: FastifyInstance, { certificate }: Context): void {
  app.get('/ca.pem', { config: { open: true } }, (_request, reply) => {
    if (certificate === null) {
      throw notFound('certificate', 'Start the sandbox with --intercept or --https-port.')
    }
    return reply.type('application/x-pem-file').send(certificate)
  })
}
