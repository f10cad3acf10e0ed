import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import {
  ALL_COMPANIES,
  type CompanySettings,
  companySettings,
  FIRST_COMPANY,
} from '../kyc/company.js'
import { milliseconds } from '../time/duration.js'
import { conflict } from './control-error.js'
import { Paging } from './definitions/common.js'
import { CompanySettings as SettingsRequest } from './definitions/companies.js'
import { companyWithId, pathId, reader, scenarioNamed } from './input.js'
import { newestFirst, page } from './paging.js'
import { removeAgentImages } from './reset.js'
import { companyView } from './views.js'

const readPaging = reader(Paging)
const readSettings = reader(SettingsRequest)

/** Each company's messages, calls and events are bounded, so their number must be as well. */
const MOST = 10_000

/** `/_sandbox/companies`: isolation for parallel suites. */
export function companyRoutes(app: FastifyInstance, context: Context): void {
  const { store } = context

  app.post('/companies', (request, reply) => {
    const settings = { ...newSettings(context), ...settingsOf(context, request.body, null) }
    const id = store.nextId('company')
    store.commit(id, { type: 'company-created', settings })
    reply.code(201)
    return companyView(context, companyWithId(store.state, id))
  })

  app.get('/companies', (request) =>
    page(newestFirst(store.state.companies), readPaging(request.query), (company) =>
      companyView(context, company),
    ),
  )

  app.get('/companies/:id', (request) =>
    companyView(context, companyWithId(store.state, pathId(request, 'company'))),
  )

  app.patch('/companies/:id', (request) => {
    const { id } = companyWithId(store.state, pathId(request, 'company'))
    const settings = settingsOf(context, request.body, id)
    store.commit(id, { type: 'company-updated', settings })
    return companyView(context, companyWithId(store.state, id))
  })

  app.delete('/companies/:id', (request, reply) => {
    const { id } = companyWithId(store.state, pathId(request, 'company'))
    if (id === FIRST_COMPANY) {
      throw conflict('Company 1 is the one that the start options describe; reset it instead.')
    }
    removeAgentImages(context, id, () => store.commit(id, { type: 'company-deleted' }))
    return reply.code(204).send()
  })
}

/** The settings of a new company: those of the start's options, with a key of its own. @throws {ControlError} when there are too many */
export function newSettings({ store, options }: Context): CompanySettings {
  if (store.state.companies.size >= MOST) {
    throw conflict(
      'There are 10,000 companies, and more are not kept. Delete those that nobody needs any more, with DELETE /_sandbox/companies/:id.',
    )
  }
  return { ...companySettings(options), secret_key: randomBytes(30).toString('base64url') }
}

/** The settings that were sent. @param own the company that gets them; null: a new one @throws {ControlError} when they cannot be used */
function settingsOf(
  { store, scenarios }: Context,
  sent: unknown,
  own: number | null,
): Partial<CompanySettings> {
  const { callback_delay, disbursement_delay, ...settings } = readSettings(sent)
  const { scenario, secret_key } = settings
  if (scenario !== undefined) scenarioNamed(scenarios, scenario, own ?? ALL_COMPANIES)
  const owner = store.state.companyOfKey.get(secret_key ?? '')
  if (owner !== undefined && owner !== own)
    throw conflict('Another company has this secret_key; each key belongs to one company.')
  return {
    ...settings,
    ...(callback_delay !== undefined && { callback_delay: milliseconds(callback_delay) }),
    ...(disbursement_delay !== undefined && {
      disbursement_delay: milliseconds(disbursement_delay),
    }),
  }
}
