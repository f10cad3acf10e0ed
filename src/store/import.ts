import { FIRST_COMPANY } from '../kyc/company.js'
import type { Catalogue } from '../scenarios/catalogue.js'
import type { Source } from './document-reader.js'
import { StateConflict, StateError } from './errors.js'
import { settleScenarios } from './followed-scenarios.js'
import type { ImageStore } from './images.js'
import { readExport } from './read-export.js'
import { imagesInUse, putCompany, type State } from './state.js'
import type { Store } from './store.js'

const WAY_OUT = 'Nothing was changed. Give a document that an export has written.'

/** How much an import has brought. */
export interface Imported {
  readonly companies: number
  readonly agents: number
  readonly images: number
  /** Names of scenarios that are followed, but are neither in the document nor here. */
  readonly missing_scenarios: readonly string[]
}

/** What an import goes into. */
export interface Target {
  readonly store: Store
  readonly images: ImageStore
  readonly catalogue: Catalogue
}

/**
 * Replaces the state by an exported one, which is read while it comes in. Ids that were given out before are not used
 * again.
 * @param name what messages call the document
 * @throws {StateError} when it is not an export of this version; then nothing has changed
 */
export async function importState(
  { store, images, catalogue }: Target,
  chunks: AsyncIterable<Buffer>,
  name: string,
): Promise<Imported> {
  const source = sourceNamed(name)
  return readExport(
    { store, images },
    chunks,
    source,
    (file) => file,
    async (read) => {
      const { state, reader, images: brought } = read
      if (reader.at !== null) {
        throw new StateConflict(
          `${name} is the case of one agent, and an import replaces everything. Nothing was changed. Add it with add=true, or the command import --add.`,
        )
      }
      requireRoom(state, name)
      const missing_scenarios = settleScenarios(state, reader.scenarios, catalogue, name)
      const counts = {
        companies: state.companies.size,
        agents: state.agents.size,
        images: brought.size,
        missing_scenarios,
      }
      keepFirstCompany(state, store.state, source)
      const before = await store.replace(state)
      for (const file of imagesInUse(before)) if (!brought.has(file)) images.remove(file)
      return counts
    },
  )
}

/** The highest id that an import may have: it leaves room for those that are still to be given out. */
const HIGHEST = 900_000_000_000_000

function requireRoom({ last }: State, name: string): void {
  for (const [kind, id] of Object.entries(last)) {
    if (id > HIGHEST)
      throw new StateError(
        `${name} is damaged: last.${kind} must be at most ${HIGHEST}, and is ${id}. ${WAY_OUT}`,
      )
  }
}

/** How messages about an export speak of it. */
export function sourceNamed(name: string): Source {
  return { name, wayOut: () => ({ newer: WAY_OUT, other: WAY_OUT, damaged: WAY_OUT }) }
}

/**
 * Company 1 stays, with the key and the token that the options of this sandbox's start gave it: applications call it with
 * the one and expect the other.
 */
function keepFirstCompany(state: State, { companies }: State, { name }: Source): void {
  const first = companies.get(FIRST_COMPANY)
  if (first === undefined) return
  const same = state.companyOfKey.get(first.secret_key)
  if (same !== undefined && same !== FIRST_COMPANY) {
    throw new StateError(
      (nameOf) =>
        `${name} has a company ${same} with the secret key of company ${FIRST_COMPANY} here, and each key belongs to one company. Nothing was changed. Start the sandbox with another ${nameOf('secret_key')}.`,
    )
  }
  const imported = state.companies.get(FIRST_COMPANY) ?? { ...first, armed: [] }
  const { secret_key, validation_token } = first
  putCompany(state, { ...imported, secret_key, validation_token })
}
