import { DocumentReader, type Source } from './document-reader.js'
import { StateError } from './errors.js'
import type { ImageStore } from './images.js'
import { imagesInUse, type State } from './state.js'
import type { Store } from './store.js'

/** An export that has been read, with its images already stored. */
export interface ReadExport {
  readonly state: State
  readonly reader: DocumentReader
  /** The names of its images in the document, with those under which they are stored. */
  readonly images: ReadonlyMap<string, string>
}

/**
 * Reads an export while it comes in, stores its images, and uses it. Where that fails, the images are gone again.
 * @param imageFor under which name an image is stored
 * @throws {StateError} when it is not an export of this version, or has another image under a name that is taken
 */
export async function readExport<T>(
  { store, images }: { readonly store: Store; readonly images: ImageStore },
  chunks: AsyncIterable<Buffer>,
  source: Source,
  imageFor: (file: string, bytes: Buffer) => string,
  use: (read: ReadExport) => Promise<T>,
): Promise<T> {
  const there = new Set(images.files())
  const brought = new Map<string, string>()
  const reader = new DocumentReader(source, (file, base64) => {
    const bytes = Buffer.from(base64, 'base64')
    const stored = imageFor(file, bytes)
    const here = there.has(stored) ? images.get(stored) : undefined
    if (here !== undefined && !here.equals(bytes)) {
      throw new StateError(
        `${source.name} has an image ${file}, and the sandbox has another one with this name. Nothing was changed. Give it a name of its own in the document, or reset the sandbox first.`,
      )
    }
    brought.set(file, stored)
    images.put(stored, bytes)
  })
  // Calls go on while the document comes in. A reset may remove an image that the document has brought, and an upload
  // may store one: only in the end is it known which ones are needed.
  const release = images.hold()
  const readAndUse = async () => {
    for await (const chunk of chunks) reader.push(chunk)
    return use({ state: reader.end(), reader, images: brought })
  }
  const takeBack = (error: unknown): never => {
    for (const file of brought.values()) if (!there.has(file)) images.remove(file)
    throw error
  }
  return readAndUse()
    .catch(takeBack)
    .finally(() => release(() => imagesInUse(store.state)))
}
