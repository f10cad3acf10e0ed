import type { Agent } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'
import type { Scenario } from '../scenarios/scenario.js'
import type { ChangeBody } from './change.js'
import { StateConflict, StateError } from './errors.js'
import { type ScenarioNames, sameCourse } from './followed-scenarios.js'
import { imageName } from './image-name.js'
import { sourceNamed, type Target } from './import.js'
import { Move } from './move-agent.js'
import { type ReadExport, readExport } from './read-export.js'
import { controlsOf, indexOf, type State } from './state.js'
import type { Store } from './store.js'

/** What an export has added to what is here. */
export interface Added {
  readonly company_id: number
  /** The new ids, and those in the document. */
  readonly agents: readonly { readonly id: number; readonly was: number }[]
  readonly images: number
  /** Names of scenarios that the agents follow, but that are neither in the document nor here. */
  readonly missing_scenarios: readonly string[]
}

/** The company that gets the agents; one that is still to be made comes with the change that makes it. */
export interface AddedTo {
  readonly company: Company
  readonly made: readonly ChangeBody[]
}

/**
 * Adds the agents of an export to a company, under new ids, with their scenarios, images, histories and callbacks. What was
 * scheduled is due after the same remaining time. What was sent stays as it was.
 * @throws {StateError} when it is no export, or has no agent; then nothing has changed
 * @throws {StateConflict} when a number is taken in the company, or a scenario of the same name takes another course, whether
 * that is here or in the document
 */
export async function addAgents(
  target: Target & { readonly scenarios: ScenarioNames },
  chunks: AsyncIterable<Buffer>,
  name: string,
  into: AddedTo,
): Promise<Added> {
  const { store } = target
  const imageFor = (file: string, bytes: Buffer) => imageName(bytes, file.slice(-3), into.company)
  return readExport(target, chunks, sourceNamed(name), imageFor, async (read) => {
    const agents = [...read.state.agents.values()]
    if (agents.length === 0) throw new StateError(`${name} has no agent. Nothing was changed.`)
    const company = asItIsNow(store, into, name)
    refuseTaken(store.state, agents, company, name)
    const { added, missing } = settle(read, agents, target.scenarios, company.id, name)
    const moving = new Move(read, company, store.state.last, store.now(company.id))
    const moved = agents.map((agent) => moving.agent(agent))
    store.commit(
      company.id,
      into.made,
      added.length === 0 ? [] : { type: 'scenario-added', scenarios: added },
      moved,
    )
    return {
      company_id: company.id,
      agents: moved.map(({ agent: { id } }, index) => ({ id, was: (agents[index] as Agent).id })),
      images: read.images.size,
      missing_scenarios: missing,
    }
  })
}

/** While the document came, others may have been made, and this one deleted. */
function asItIsNow(store: Store, { company, made }: AddedTo, name: string): Company {
  if (made.length > 0) return { ...company, id: store.nextId('company') }
  const present = store.state.companies.get(company.id)
  if (present !== undefined) return present
  throw new StateConflict(
    `${name} was for company ${company.id}, which has been deleted meanwhile. Nothing was changed. Name another company.`,
  )
}

/** What to do where the companies of a document, which become one, do not go together. */
const ONE_BY_ONE =
  'Nothing was changed. Export each company by itself, and add each to a company of its own, with new_company=true.'

function refuseTaken(state: State, agents: readonly Agent[], company: Company, name: string): void {
  const { identityNumbers, phoneNumbers } = indexOf(state, company.id)
  const identityNumbersSeen = new Map<string, number>()
  const phoneNumbersSeen = new Map<string, number>()
  for (const { id, data } of agents) {
    for (const [what, number, numbers, seen] of [
      ['identity', data.identity_number, identityNumbers, identityNumbersSeen],
      ['phone', data.phone_number, phoneNumbers, phoneNumbersSeen],
    ] as const) {
      const has = `${name} has agent ${id}, ${data.name}, with the ${what} number ${number}.`
      const owner = numbers.get(number)
      if (owner !== undefined) {
        throw new StateConflict(
          `${has} Here agent ${owner} of company ${company.id} has that number already. Nothing was changed. Add it to a company of its own, with new_company=true.`,
        )
      }
      const other = seen.get(number)
      if (other !== undefined)
        throw new StateConflict(`${has} Its agent ${other} has that number too. ${ONE_BY_ONE}`)
      seen.set(number, id)
    }
  }
}

/** The scenarios to add, and those that are nowhere. */
function settle(
  { state, reader }: ReadExport,
  agents: readonly Agent[],
  scenarios: ScenarioNames,
  companyId: number,
  name: string,
): { readonly added: readonly Scenario[]; readonly missing: readonly string[] } {
  const added = new Map<string, Scenario>()
  const missing = new Set<string>()
  for (const { scenario, company_id } of agents) {
    const brought = [company_id, 0]
      .flatMap((owner) => controlsOf(state, owner).scenarios)
      .concat(reader.scenarios)
      .find((one) => one.name === scenario.name)
    const here = scenarios.named(scenario.name, companyId)
    const settled = here ?? added.get(scenario.name)
    if (brought === undefined) {
      if (here === undefined) missing.add(scenario.name)
    } else if (settled === undefined) added.set(scenario.name, { ...brought, origin: 'added' })
    else if (!sameCourse(settled, brought)) {
      const [where, wayOut] =
        here === undefined
          ? ['of another of its agents', ONE_BY_ONE]
          : ['here', 'Nothing was changed. Rename the one here.']
      throw new StateConflict(
        `${name} has an agent that follows the scenario "${scenario.name}", and the one of that name ${where} takes another course. ${wayOut}`,
      )
    }
  }
  return { added: [...added.values()], missing: [...missing] }
}
