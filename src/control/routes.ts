import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Context } from '../context/context.js'
import { UnderWay } from '../drills/run-drills.js'
import { defectReport } from '../lib/defect.js'
import { UsageError } from '../lib/usage-error.js'
import { StateConflict, StateError, StorageError } from '../store/errors.js'
import { agentRoutes } from './agents.js'
import { callbackRoutes } from './callbacks.js'
import { certificateRoutes } from './certificate.js'
import { clockRoutes } from './clock.js'
import { companyRoutes } from './companies.js'
import { ControlError, conflict, invalid, notFound } from './control-error.js'
import { coverageRoutes } from './coverage.js'
import { disbursementRoutes } from './disbursements.js'
import { drillRoutes } from './drills.js'
import { eventRoutes } from './events.js'
import { exportImportRoutes } from './export-import.js'
import { faultRoutes } from './faults.js'
import { fidelityRoutes } from './fidelity.js'
import { guard } from './guard.js'
import { answerHead } from './head.js'
import { healthRoutes } from './health.js'
import { imageRoutes } from './images.js'
import { inboxRoutes } from './inbox.js'
import { inquiryRoutes } from './inquiries.js'
import { maintenanceRoutes } from './maintenance.js'
import { moneyRoutes } from './money.js'
import { openApiRoutes } from './openapi.js'
import { requestRoutes } from './requests.js'
import { resetRoutes } from './reset.js'
import { scenarioRoutes } from './scenarios.js'
import { waitRoutes } from './wait.js'

/** The control API under `/_sandbox`. Each resource has its own file. */
export async function controlRoutes(app: FastifyInstance, context: Context): Promise<void> {
  guard(app, context.options)
  acceptJson(app)
  answerHead(app, ['/events', '/wait', '/export'])
  app.setErrorHandler((error, { method, url }, reply) => {
    const answer = asControlError(error)
    if (answer.code === 'defect') context.warn(defectReport(`${method} ${url}`, error))
    return sendError(reply, answer)
  })
  app.setNotFoundHandler((_request, reply) => controlNotFound(reply))

  healthRoutes(app, context)
  companyRoutes(app, context)
  agentRoutes(app, context)
  disbursementRoutes(app, context)
  inquiryRoutes(app, context)
  moneyRoutes(app, context)
  scenarioRoutes(app, context)
  callbackRoutes(app, context)
  await inboxRoutes(app, context)
  waitRoutes(app, context)
  clockRoutes(app, context)
  requestRoutes(app, context)
  coverageRoutes(app, context)
  faultRoutes(app, context)
  maintenanceRoutes(app, context)
  resetRoutes(app, context)
  await exportImportRoutes(app, context)
  fidelityRoutes(app, context)
  drillRoutes(app, context)
  eventRoutes(app, context)
  imageRoutes(app, context)
  openApiRoutes(app, context)
  certificateRoutes(app, context)
}

/** An unknown call of the control API. */
export function controlNotFound(reply: FastifyReply): FastifyReply {
  return sendError(reply, notFound('such call', 'GET /_sandbox/docs describes the control API.'))
}

function sendError(
  reply: FastifyReply,
  { status, code, message, details }: ControlError,
): FastifyReply {
  return reply.code(status).send({ error: { code, message, ...details } })
}

const WRONG_TYPE = 'Send the body as application/json; to the inbox, as a form.'

/** Takes JSON bodies. No body counts as an empty object. */
function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(text as string))
    } catch {
      done(new ControlError(400, 'invalid_json', 'The body is not JSON; send a JSON object.'))
    }
  })
  // A call without a body may have any Content-Type, because clients send all kinds.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
    done(text === '' ? null : new ControlError(415, 'unsupported_media_type', WRONG_TYPE))
  })
}

function asControlError(error: unknown): ControlError {
  if (error instanceof ControlError) return error
  if (error instanceof StorageError) return new ControlError(503, 'storage', error.message)
  if (error instanceof StateConflict || error instanceof UnderWay) return conflict(error.message)
  if (error instanceof StateError || error instanceof UsageError) return invalid(error.message)
  const { statusCode = 500, message } = error as { statusCode?: number; message: string }
  switch (statusCode) {
    case 413:
      return new ControlError(
        413,
        'too_large',
        'The body is larger than this call takes: 1 MiB, the inbox 64 KiB. Send less, or in several calls.',
      )
    case 415:
      return new ControlError(415, 'unsupported_media_type', WRONG_TYPE)
    default:
      return statusCode < 500
        ? new ControlError(statusCode, 'invalid_request', message)
        : new ControlError(
            500,
            'defect',
            'The sandbox failed; this is a defect. Please report it with the log.',
          )
  }
}
