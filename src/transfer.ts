import type { House } from './house.js'
import { imageFiles } from './kyc/agent.js'
import { type StateDocument, writeDocument } from './store/state.js'
import { checkDocument } from './store/state-file.js'
import { StateRefused } from './store/storage-error.js'

/** A state with its images, in one document. */
export interface ExportDocument extends StateDocument {
  /** Base64, by file name. */
  readonly images: Readonly<Record<string, string>>
}

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
  const checked = checkExport(document, source)
  const { images: files, ...state } = checked
  for (const [file, bytes] of Object.entries(files)) {
    images.put(Buffer.from(bytes, 'base64'), file.endsWith('.png') ? 'png' : 'jpg', file)
  }
  store.commit(0, { type: 'imported', document: state })
  return {
    companies: state.companies.length,
    agents: state.agents.length,
    images: Object.keys(files).length,
  }
}

/** The shape of an image's file name, and nothing that leads out of its folder. */
const FILE_NAME = /^[0-9a-f]{24}\.(png|jpg)$/

function checkExport(document: unknown, source: string): ExportDocument {
  const { images, ...state } = checkDocument(document, source) as ExportDocument
  const refuse = (what: string) =>
    new StateRefused(`${source} is no export of flip-kyc-sandbox: ${what}. Nothing was changed.`)
  if (typeof images !== 'object' || images === null) throw refuse('"images" is missing')
  for (const [file, bytes] of Object.entries(images)) {
    if (!FILE_NAME.test(file) || typeof bytes !== 'string')
      throw refuse('"images" has an entry that is no image')
  }
  const companies = new Set(state.companies.map((company) => company?.id))
  const belongs = (thing: { id?: unknown; company_id?: unknown } | null) =>
    Number.isSafeInteger(thing?.id) && companies.has(thing?.company_id as number)
  if (
    !state.companies.every(
      (company) => Number.isSafeInteger(company?.id) && typeof company.secret_key === 'string',
    )
  ) {
    throw refuse('a company has no id or no secret_key')
  }
  if (
    !state.agents.every(
      (agent) => belongs(agent) && typeof agent.data === 'object' && Array.isArray(agent.history),
    )
  ) {
    throw refuse('an agent has no id, company or data')
  }
  if (
    !state.callbacks.every((callback) => belongs(callback) && typeof callback.data === 'string')
  ) {
    throw refuse('a callback has no id, company or data')
  }
  return { ...state, images }
}
