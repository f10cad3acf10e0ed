import type { FastifyInstance } from 'fastify'

/** The dashboard at `/_sandbox/`. */
export async function dashboardRoutes(app: FastifyInstance): Promise<void> {
  app.get('/_sandbox', (_request, reply) => reply.redirect('/_sandbox/'))
}
