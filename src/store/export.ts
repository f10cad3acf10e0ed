import { type Agent, imageFiles } from '../kyc/agent.js'
import { documentEnd, documentText, snapshotOf } from './document.js'
import type { ImageStore } from './images.js'
import type { Store } from './store.js'

/**
 * Everything there is, images included, as the text of one JSON document, piece by piece. It is the state of the
 * moment when the first piece is asked for.
 * @param companyId null: everything; else all of one company
 */
export function* exportText(
  { store, images }: { readonly store: Store; readonly images: ImageStore },
  companyId: number | null,
): Generator<string> {
  const snapshot = snapshotOf(store.state, companyId)
  yield* documentText(snapshot, imagesOf(snapshot.agents, images))
  yield documentEnd(snapshot)
}

/** Each image once, in Base64; one that has been lost is left out. */
function* imagesOf(agents: readonly Agent[], images: ImageStore): Generator<[string, string]> {
  for (const file of new Set(agents.flatMap(imageFiles))) {
    const bytes = images.get(file)
    if (bytes !== undefined) yield [file, bytes.toString('base64')]
  }
}
