import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { ALL_COMPANIES, FIRST_COMPANY } from '../kyc/company.js'
import { parseScenario, ScenarioError } from '../scenarios/parse-scenario.js'
import type { Scenario } from '../scenarios/scenario.js'
import { controlsOf } from '../store/state.js'
import { conflict, invalid, notFound } from './control-error.js'
import { CompanyScope, ScopedPaging } from './definitions/common.js'
import { ArmRequest } from './definitions/scenarios.js'
import { bodyAndQuery, companyWithId, ownerOf, reader, scenarioNamed } from './input.js'
import { pageByPlace, whole } from './paging.js'
import { companyView } from './views.js'

const readPaging = reader(ScopedPaging)
const readScope = reader(CompanyScope)
const readArm = reader(ArmRequest)

const MOST_ARMED = 1000

/** `/_sandbox/scenarios`: the catalogue, scenarios added while running, and arming one. */
export function scenarioRoutes(app: FastifyInstance, context: Context): void {
  const { store, scenarios } = context

  app.get('/scenarios', (request) => {
    const query = readPaging(request.query)
    const owner = ownerOf(store.state, query)
    const own = controlsOf(store.state, owner).scenarios
    const views = scenarios
      .ofCompany(owner)
      .map((scenario) => scenarioView(scenario, own.includes(scenario) ? owner : ALL_COMPANIES))
    return pageByPlace(views, query)
  })

  app.post('/scenarios', (request, reply) => {
    const { company_id, ...document } = (request.body ?? {}) as Record<string, unknown>
    const scope = readScope({
      ...(request.query as object),
      ...(company_id !== undefined && { company_id }),
    })
    const owner = ownerOf(store.state, scope)
    const added = parse(document)
    refuseTooMany(controlsOf(store.state, owner).scenarios, added)
    store.commit(owner, { type: 'scenario-added', scenarios: added })
    reply.code(201)
    return whole(added.map((scenario) => scenarioView(scenario, owner)))
  })

  app.delete('/scenarios/:name', (request, reply) => {
    const { name } = request.params as { name: string }
    const owner = ownerOf(store.state, readScope(request.query))
    const hasName = (scenario: Scenario) => scenario.name === name || scenario.family === name
    if (!controlsOf(store.state, owner).scenarios.some(hasName)) {
      if (controlsOf(store.state, ALL_COMPANIES).scenarios.some(hasName))
        throw conflict(`The scenario "${name}" was added for all companies: leave company_id out.`)
      if (scenarios.ofCompany(owner).some(hasName)) {
        throw conflict(`The scenario "${name}" was not added here while running, so it stays.`)
      }
      throw notFound(`scenario "${name}"`, 'GET /_sandbox/scenarios lists them.')
    }
    const removed = controlsOf(store.state, owner).scenarios.filter(hasName)
    const stays = (scenario: Scenario) => !removed.includes(scenario)
    const user = [...store.state.companies.values()].find(
      ({ id, scenario }) =>
        removed.includes(scenarios.named(scenario, id) as Scenario) &&
        !scenarios.ofCompany(id).some((other) => other.name === scenario && stays(other)),
    )
    if (user !== undefined) {
      throw conflict(
        `The scenario "${user.scenario}" is the default of company ${user.id}; give that another one first.`,
      )
    }
    store.commit(owner, { type: 'scenario-removed', name })
    return reply.code(204).send()
  })

  app.post('/scenarios/next', (request) => {
    const { company_id = FIRST_COMPANY, scenario, times = 1 } = readArm(bodyAndQuery(request))
    const company = companyWithId(store.state, company_id)
    scenarioNamed(scenarios, scenario, company.id)
    if (company.armed.length >= MOST_ARMED) {
      throw conflict(
        'A thousand scenarios are armed already; create the agents that they are for, or disarm them.',
      )
    }
    store.commit(company.id, { type: 'scenario-armed', scenario, times })
    return companyView(context, companyWithId(store.state, company.id))
  })

  app.delete('/scenarios/next', (request) => {
    const { company_id = FIRST_COMPANY } = readScope(bodyAndQuery(request))
    const { id } = companyWithId(store.state, company_id)
    store.commit(id, { type: 'scenario-disarmed' })
    return companyView(context, companyWithId(store.state, id))
  })
}

/** How many characters of JSON the scenarios may have that are added to a company, or to all. */
const MOST_ADDED = 4 * 1024 * 1024

function refuseTooMany(present: readonly Scenario[], added: readonly Scenario[]): void {
  if (JSON.stringify(present).length + JSON.stringify(added).length <= MOST_ADDED) return
  throw conflict(
    'The scenarios added here would have more than 4 MiB; remove some with DELETE /_sandbox/scenarios/:name.',
  )
}

function parse(document: unknown): Scenario[] {
  try {
    return parseScenario(document, 'added')
  } catch (error) {
    if (error instanceof ScenarioError) throw invalid(`${error.message}.`)
    throw invalid(
      'The scenario is nested too deeply to be read; keep to the shape of its JSON Schema.',
    )
  }
}

/** A scenario with its magic number, when it has one. */
function scenarioView(scenario: Scenario, owner: number) {
  const pattern = scenario.match.identity_number ?? scenario.match.account_number
  const magic = pattern !== undefined && /^\*\d+$/.test(pattern) ? pattern.slice(1) : null
  return { ...scenario, magic_number: magic, company_id: owner === ALL_COMPANIES ? null : owner }
}
