import { type Agent, type Instant, imageFiles } from '../kyc/agent.js'
import {
  documentEnd,
  documentText,
  type Snapshot,
  snapshotOf,
  snapshotOfAgent,
} from './document.js'
import { followedScenarios, type ScenarioNames } from './followed-scenarios.js'
import type { ImageStore } from './images.js'
import type { Store } from './store.js'

/** What an export is made from. */
interface Exported {
  readonly store: Store
  readonly images: ImageStore
  readonly scenarios: ScenarioNames
}

/**
 * Everything, or what belongs to one company, images and scenarios included, as one JSON document, piece by piece. It is the
 * state at the moment when the first piece is taken.
 */
export function* exportText(context: Exported, companyId: number): Generator<string> {
  yield* withImages(snapshotOf(context.store.state, companyId), context)
}

/** One agent, in the same form, with what its company's clock shows, so that what is scheduled keeps its remaining time. */
export function* exportAgent(context: Exported, agent: Agent): Generator<string> {
  const { store } = context
  const now = store.now(agent.company_id)
  yield* withImages(snapshotOfAgent(store.state, agent), context, now)
}

function* withImages(
  snapshot: Snapshot,
  { images, scenarios }: Exported,
  at?: Instant,
): Generator<string> {
  const followed = followedScenarios(snapshot, scenarios)
  yield* documentText(snapshot, { scenarios: followed, images: imagesOf(snapshot.agents, images) })
  yield documentEnd(snapshot, at)
}

/** Each image once, in Base64. A lost image is left out. */
function* imagesOf(agents: readonly Agent[], images: ImageStore): Generator<[string, string]> {
  for (const file of new Set(agents.flatMap(imageFiles))) {
    const bytes = images.get(file)
    if (bytes !== undefined) yield [file, bytes.toString('base64')]
  }
}
