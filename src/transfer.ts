import { checkExport, type ExportDocument } from './check-export.js'
import type { House } from './house.js'
import { imageFiles } from './kyc/agent.js'
import type { Company } from './kyc/company.js'
import { type StateDocument, writeDocument } from './store/state.js'

/** Everything there is, or all of one company. */
export function exportState({ store, images }: House, companyId: number | null): ExportDocument {
  const document = writeDocument(store.state)
  const mine = <T extends { company_id: number }>(things: readonly T[]) =>
    companyId === null ? things : things.filter(({ company_id }) => company_id === companyId)
  const agents = mine(document.agents)
  const files = agents.flatMap(imageFiles)
  return {
    ...document,
    companies: document.companies.filter(({ id }) => companyId === null || id === companyId),
    agents,
    callbacks: mine(document.callbacks),
    inbox: mine(document.inbox),
    controls: mine(document.controls),
    images: Object.fromEntries(
      files.map((file) => [file, images.get(file)?.toString('base64') ?? '']),
    ),
  }
}

/**
 * Puts an exported state in the place of the present one. Identifiers given out before are not used again.
 * @param source what to call the document in a message
 * @throws {StateRefused} where it is no export of this version; then nothing has changed
 */
export function importState({ store, images }: House, document: unknown, source: string) {
  const { images: files, ...state } = checkExport(document, source)
  const before = [...store.state.agents.values()].flatMap(imageFiles)
  for (const [file, bytes] of Object.entries(files)) {
    images.remove(file)
    images.put(file, Buffer.from(bytes, 'base64'))
  }
  store.commit(0, { type: 'imported', document: withFirstCompany(state, store.state.companies) })
  for (const file of before) if (files[file] === undefined) images.remove(file)
  return {
    companies: state.companies.length,
    agents: state.agents.length,
    images: Object.keys(files).length,
  }
}

/** The company that the start options describe is always there, in an export of another one too. */
function withFirstCompany(
  document: StateDocument,
  present: ReadonlyMap<number, Company>,
): StateDocument {
  const first = present.get(1)
  if (first === undefined || document.companies.some(({ id }) => id === 1)) return document
  return { ...document, companies: [{ ...first, armed: [] }, ...document.companies] }
}
