import { checker } from '../lib/check.js'
import { Type } from '../lib/definition.js'
import { sentence } from '../lib/fault.js'
import { Images, type StateDocument } from './definitions.js'
import { checkDocument } from './state-file.js'
import { StateRefused } from './storage-error.js'

/** A state with its images, in one document. */
export interface ExportDocument extends StateDocument {
  /** Base64, by file name. */
  readonly images: Readonly<Record<string, string>>
}

const checkImages = checker(() => Type.Closed({ images: Images }))

const WAY_OUT =
  'Nothing was changed. Give a document that GET /_sandbox/export, or the command export, has written.'

/**
 * Holds a document that somebody sends against the shape of an export, before any of it is made true.
 * @param source what to call the document in a message
 * @throws {StateRefused} naming what is wrong
 */
export function checkExport(document: unknown, source: string): ExportDocument {
  const { images, ...state } = checkDocument(document, source, WAY_OUT) as ExportDocument
  const lost = checkImages({ images })
  if (lost !== null)
    throw new StateRefused(`${source} is damaged: ${sentence(lost, 'it')}. ${WAY_OUT}`)
  const companies = new Set(state.companies.map(({ id }) => id))
  const belongs = ({ company_id }: { company_id: number }) => companies.has(company_id)

  const rules: readonly (readonly [fault: string, holds: boolean])[] = [
    [
      'two companies have the same secret_key',
      differ(state.companies.map(({ secret_key }) => secret_key)),
    ],
    ['a company comes twice', differ(state.companies.map(({ id }) => id))],
    ['an agent comes twice', differ(state.agents.map(({ id }) => id))],
    ['a callback comes twice', differ(state.callbacks.map(({ id }) => id))],
    ['an agent belongs to no company', state.agents.every(belongs)],
    ['a callback belongs to no company', state.callbacks.every(belongs)],
    ['a message belongs to no company', state.inbox.every(belongs)],
  ]
  for (const [fault, holds] of rules) {
    if (!holds)
      throw new StateRefused(`${source} is no export of flip-kyc-sandbox: ${fault}. ${WAY_OUT}`)
  }
  return { ...state, images }
}

function differ(things: readonly unknown[]): boolean {
  return new Set(things).size === things.length
}
