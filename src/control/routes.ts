import type { FastifyInstance, FastifyReply } from 'fastify'
import type { House } from '../house.js'
import { StateRefused, StorageError } from '../store/storage-error.js'
import { agentRoutes } from './agents.js'
import { callbackRoutes } from './callbacks.js'
import { clockRoutes } from './clock.js'
import { companyRoutes } from './companies.js'
import { ControlError, notFound } from './control-error.js'
import { documentRoutes } from './documents.js'
import { eventRoutes } from './events.js'
import { faultRoutes } from './faults.js'
import { fidelityRoutes } from './fidelity.js'
import { guard } from './guard.js'
import { healthRoutes } from './health.js'
import { imageRoutes } from './images.js'
import { inboxRoutes } from './inbox.js'
import { maintenanceRoutes } from './maintenance.js'
import { requestRoutes } from './requests.js'
import { resetRoutes } from './reset.js'
import { scenarioRoutes } from './scenarios.js'
import { transferRoutes } from './transfer.js'
import { waitRoutes } from './wait.js'

/** The control API under `/_sandbox`: one file per resource, in this order. */
export async function controlRoutes(app: FastifyInstance, house: House): Promise<void> {
  guard(app, house.options)
  letEarlierCallsPass(app, house)
  acceptJson(app)
  app.setErrorHandler((error, _request, reply) => sendError(reply, asControlError(error)))
  app.setNotFoundHandler((_request, reply) => controlNotFound(reply))

  healthRoutes(app, house)
  companyRoutes(app, house)
  agentRoutes(app, house)
  scenarioRoutes(app, house)
  callbackRoutes(app, house)
  await inboxRoutes(app, house)
  waitRoutes(app, house)
  clockRoutes(app, house)
  requestRoutes(app, house)
  faultRoutes(app, house)
  maintenanceRoutes(app, house)
  resetRoutes(app, house)
  transferRoutes(app, house)
  fidelityRoutes(app)
  eventRoutes(app, house)
  imageRoutes(app, house)
  documentRoutes(app)
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

/** What came before a control call has its effect before it, in one packet as well. */
function letEarlierCallsPass(app: FastifyInstance, { store }: House): void {
  app.addHook('onRequest', (_request, _reply, done) => {
    store.endTurn()
    done()
  })
}

/** JSON bodies; none at all counts as an empty object. */
function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? undefined : JSON.parse(text as string))
    } catch {
      done(new ControlError(400, 'invalid_json', 'The body is no JSON; send a JSON object.'))
    }
  })
  // Clients name all kinds of types where there is no body at all.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
    done(text === '' ? null : new ControlError(415, 'unsupported_media_type', WRONG_TYPE))
  })
}

function asControlError(error: unknown): ControlError {
  if (error instanceof ControlError) return error
  if (error instanceof StorageError) return new ControlError(503, 'storage', error.message)
  if (error instanceof StateRefused) return new ControlError(400, 'invalid_request', error.message)
  const { statusCode = 500, message } = error as { statusCode?: number; message: string }
  switch (statusCode) {
    case 413:
      return new ControlError(
        413,
        'too_large',
        'The body is larger than this call takes: 1 MiB, an import 512 MiB. Send less, or in several calls.',
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
