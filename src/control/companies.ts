import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import {
  COMPANY_SETTINGS,
  type CompanySettings,
  companySettings,
  FIRST_COMPANY,
} from '../kyc/company.js'
import { OPTIONS, type OptionError, parseOption } from '../options/options.js'
import { conflict, invalid } from './control-error.js'
import { body, companyWithId, type Input, pathId, query } from './input.js'
import { LISTING, newestFirst, page } from './listing.js'
import { removeAgentImages } from './reset.js'
import { companyView } from './views.js'

/** `/_sandbox/companies`: isolation for parallel suites. */
export function companyRoutes(app: FastifyInstance, context: Context): void {
  const { store, options } = context

  app.post('/companies', (request, reply) => {
    const sent = readSettings(context, body(request, COMPANY_SETTINGS), null)
    const settings: CompanySettings = {
      ...companySettings(options),
      secret_key: randomBytes(30).toString('base64url'),
      validation_token: randomBytes(24).toString('base64url'),
      ...sent,
    }
    const id = store.nextId('company')
    store.commit(id, { type: 'company-created', settings })
    reply.code(201)
    return companyView(context, companyWithId(store.state, id))
  })

  app.get('/companies', (request) =>
    page(newestFirst(store.state.companies), query(request, LISTING), (company) =>
      companyView(context, company),
    ),
  )

  app.get('/companies/:id', (request) =>
    companyView(context, companyWithId(store.state, pathId(request, 'company'))),
  )

  app.patch('/companies/:id', (request) => {
    const { id } = companyWithId(store.state, pathId(request, 'company'))
    const settings = readSettings(context, body(request, COMPANY_SETTINGS), id)
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

/** Under the same rules as the options of `start`. */
function readSettings(
  { store, director }: Context,
  input: Input,
  own: number | null,
): Partial<CompanySettings> {
  const settings: Record<string, unknown> = {}
  for (const key of COMPANY_SETTINGS) {
    const value = input.raw(key)
    if (value === undefined) continue
    if (key === 'callback_url' && value === null) settings[key] = null
    else settings[key] = readSetting(key, value)
  }
  const { scenario, secret_key } = settings as Partial<CompanySettings>
  if (scenario !== undefined && director.scenario(scenario, own ?? 0) === undefined) {
    throw invalid(`There is no scenario "${scenario}"; GET /_sandbox/scenarios lists them.`)
  }
  for (const company of store.state.companies.values()) {
    if (company.id !== own && company.secret_key === secret_key) {
      throw conflict('Another company has this secret_key; each key belongs to one company.')
    }
  }
  return settings
}

function readSetting(key: keyof CompanySettings, value: unknown): unknown {
  const option = OPTIONS.find((one) => one.key === key) as (typeof OPTIONS)[number]
  try {
    if (typeof value !== 'string' && typeof value !== 'number')
      return parseOption(option, '', `"${key}"`)
    return parseOption(option, String(value), `"${key}"`)
  } catch (error) {
    throw invalid((error as OptionError).message)
  }
}
