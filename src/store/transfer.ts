import { imageFiles } from '../kyc/agent.js'
import { type Company, FIRST_COMPANY } from '../kyc/company.js'
import { checkExport, type ExportDocument } from './check-export.js'
import type { ImageStore } from './images.js'
import { type StateDocument, writeDocument } from './state.js'
import { StateRefused } from './storage-error.js'
import type { Store } from './store.js'

interface Kept {
  readonly store: Store
  readonly images: ImageStore
}

/** Everything there is, or all of one company. */
export function exportState({ store, images }: Kept, companyId: number | null): ExportDocument {
  const document = writeDocument(store.state)
  const mine = <T extends { company_id: number }>(things: readonly T[]) =>
    companyId === null ? things : things.filter(({ company_id }) => company_id === companyId)
  const agents = mine(document.agents)
  const files = [...new Set(agents.flatMap(imageFiles))]
  return {
    ...document,
    companies: document.companies.filter(({ id }) => companyId === null || id === companyId),
    agents,
    callbacks: mine(document.callbacks),
    inbox: mine(document.inbox),
    controls: mine(document.controls),
    // An image that has been lost is left out.
    images: Object.fromEntries(
      files.flatMap((file) => {
        const bytes = images.get(file)
        return bytes === undefined ? [] : [[file, bytes.toString('base64')]]
      }),
    ),
  }
}

/**
 * Puts an exported state in the place of the present one. Identifiers given out before are not used again.
 * @param source what to call the document in a message
 * @throws {StateRefused} where it is no export of this version; then nothing has changed
 */
export function importState({ store, images }: Kept, document: unknown, source: string) {
  const { images: files, ...sent } = checkExport(document, source)
  const state = withFirstCompany(sent, store.state.companies, source)
  const before = new Set([...store.state.agents.values()].flatMap(imageFiles))
  const added = Object.keys(files).filter((file) => !before.has(file))
  try {
    for (const [file, bytes] of Object.entries(files))
      images.put(file, Buffer.from(bytes, 'base64'))
    store.commit(0, { type: 'imported', document: state })
  } catch (error) {
    for (const file of added) images.remove(file)
    throw error
  }
  for (const file of before) if (files[file] === undefined) images.remove(file)
  return {
    companies: sent.companies.length,
    agents: state.agents.length,
    images: Object.keys(files).length,
  }
}

/** The company that the start options describe is always there, in an export of another one too. */
function withFirstCompany(
  document: StateDocument,
  present: ReadonlyMap<number, Company>,
  source: string,
): StateDocument {
  const first = present.get(FIRST_COMPANY)
  if (first === undefined || document.companies.some(({ id }) => id === FIRST_COMPANY))
    return document
  const same = document.companies.find(({ secret_key }) => secret_key === first.secret_key)
  if (same !== undefined) {
    throw new StateRefused(
      `${source} has a company ${same.id} with the secret key of company ${FIRST_COMPANY} here, and each key belongs to one company. Nothing was changed. Start the sandbox with another --secret-key.`,
    )
  }
  return { ...document, companies: [{ ...first, armed: [] }, ...document.companies] }
}
