import type { House } from './house.js'
import { imageFiles } from './kyc/agent.js'
import type { Company } from './kyc/company.js'
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
  store.commit(0, { type: 'imported', document: withFirstCompany(state, store.state.companies) })
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
  const kinds = ['company', 'agent', 'document', 'callback', 'inbox'] as const
  if (!isObject(state.last) || !kinds.every((kind) => Number.isSafeInteger(state.last[kind]))) {
    throw refuse('"last" lacks an identifier')
  }
  const companies = new Set(state.companies.map((company) => company?.id))
  const belongs = (thing: { id?: unknown; company_id?: unknown } | null) =>
    Number.isSafeInteger(thing?.id) && companies.has(thing?.company_id as number)
  for (const [what, sound] of [
    ['a company has no id, secret_key or "armed"', state.companies.every(isCompany)],
    [
      'an agent has no id, company, data or history',
      state.agents.every((one) => belongs(one) && isAgent(one)),
    ],
    [
      'a callback has no id, company or data',
      state.callbacks.every((one) => belongs(one) && isText(one.data)),
    ],
    [
      'a message has no id, company or body',
      state.inbox.every((one) => belongs(one) && isText(one.body)),
    ],
    ['"controls" has an entry that is none', state.controls.every(isControls)],
  ] as const) {
    if (!sound) throw refuse(what)
  }
  return { ...state, images }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isText = (value: unknown): value is string => typeof value === 'string'

function isCompany(company: StateDocument['companies'][number] | null): boolean {
  return (
    Number.isSafeInteger(company?.id) &&
    isText(company?.secret_key) &&
    Array.isArray(company?.armed)
  )
}

function isAgent({
  data,
  history,
  documents,
  callback_ids,
}: StateDocument['agents'][number]): boolean {
  return isObject(data) && [history, documents, callback_ids].every(Array.isArray)
}

function isControls(controls: StateDocument['controls'][number] | null): boolean {
  const lists = [controls?.faults, controls?.scenarios]
  return Number.isSafeInteger(controls?.company_id) && lists.every(Array.isArray)
}
