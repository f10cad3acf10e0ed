import { type Agent, imageFiles } from '../kyc/agent.js'
import { documentEnd, documentText, snapshotOf } from './document.js'
import { followedScenarios, type ScenarioNames } from './followed-scenarios.js'
import type { ImageStore } from './images.js'
import type { Store } from './store.js'

/**
 * Everything, images and scenarios included, as one JSON document, piece by piece. It is the state at the moment when the first piece
 * is taken.
 * @param companyId null: everything; else only what belongs to one company
 */
export function* exportText(
  context: {
    readonly store: Store
    readonly images: ImageStore
    readonly scenarios: ScenarioNames
  },
  companyId: number | null,
): Generator<string> {
  const { store, images, scenarios } = context
  const snapshot = snapshotOf(store.state, companyId)
  const followed = followedScenarios(snapshot, scenarios)
  yield* documentText(snapshot, { scenarios: followed, images: imagesOf(snapshot.agents, images) })
  yield documentEnd(snapshot)
}

/** Each image once, in Base64. A lost image is left out. */
function* imagesOf(agents: readonly Agent[], images: ImageStore): Generator<[string, string]> {
  for (const file of new Set(agents.flatMap(imageFiles))) {
    const bytes = images.get(file)
    if (bytes !== undefined) yield [file, bytes.toString('base64')]
  }
}
