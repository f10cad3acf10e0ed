import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { VERSION } from '../lib/version.js'
import { formatDuration } from '../time/duration.js'

/** `GET /_sandbox/health`, `GET /_sandbox/config`. */
export function healthRoutes(app: FastifyInstance, { options }: Context): void {
  app.get('/health', { config: { open: true } }, () => ({
    status: 'ok',
    version: VERSION,
  }))

  app.get('/config', () => ({
    ...options,
    callback_delay: formatDuration(options.callback_delay),
    disbursement_delay: formatDuration(options.disbursement_delay),
    secret_key: shortened(options.secret_key),
    validation_token: shortened(options.validation_token),
    control_token: options.control_token === 'none' ? 'none' : shortened(options.control_token),
  }))
}

/** The beginning of a secret, enough to recognise it. */
function shortened(secret: string | null): string | null {
  if (secret === null) return null
  return secret.length < 12 ? '…' : `${secret.slice(0, 4)}…`
}
