import { AGENT_STATUSES, KYC_STATUSES } from './kyc/agent.js'
import { CALLBACK_STATES } from './kyc/callback.js'
import { isRejectionReasonCode } from './kyc/rejection-reasons.js'
import { isReceiverUrl } from './options.js'
import type { StateDocument } from './store/state.js'
import { checkDocument } from './store/state-file.js'
import { StateRefused } from './store/storage-error.js'

/** A state with its images, in one document. */
export interface ExportDocument extends StateDocument {
  /** Base64, by file name. */
  readonly images: Readonly<Record<string, string>>
}

/** The shape of an image's file name, and nothing that leads out of its folder. */
const FILE_NAME = /^[0-9a-f]{24}\.(png|jpg)$/

const WAY_OUT =
  'Nothing was changed. Give a document that GET /_sandbox/export, or the command export, has written.'

/**
 * Holds a document that somebody sends against the shape of an export, before any of it is made true.
 * @param source what to call the document in a message
 * @throws {StateRefused} naming what is wrong
 */
export function checkExport(document: unknown, source: string): ExportDocument {
  const { images, ...state } = checkDocument(document, source, WAY_OUT) as ExportDocument
  const companies = new Set(state.companies.map((company) => company?.id))
  const belongs = (thing: { id?: unknown; company_id?: unknown } | null) =>
    Number.isSafeInteger(thing?.id) && companies.has(thing?.company_id as number)

  const rules: readonly (readonly [fault: string, holds: () => boolean])[] = [
    [
      '"images" is missing or has an entry that is no image',
      () => isObject(images) && Object.entries(images).every(isImage),
    ],
    ['"last" lacks an identifier', () => isLast(state.last)],
    ['a company lacks a setting', () => state.companies.every(isCompany)],
    [
      'two companies have the same secret_key',
      () => differ(state.companies.map(({ secret_key }) => secret_key)),
    ],
    [
      'an agent lacks its id, company, data or history',
      () => state.agents.every((one) => belongs(one) && isAgent(one)),
    ],
    ['an agent comes twice', () => differ(state.agents.map(({ id }) => String(id)))],
    [
      'a callback lacks its id, company, data or receiver',
      () => state.callbacks.every((one) => belongs(one) && isCallback(one)),
    ],
    [
      'a message lacks its id, company or body',
      () => state.inbox.every((one) => belongs(one) && isText(one.body)),
    ],
    ['"controls" has an entry that is none', () => state.controls.every(isControls)],
  ]
  for (const [fault, holds] of rules) {
    if (!holds())
      throw new StateRefused(`${source} is no export of flip-kyc-sandbox: ${fault}. ${WAY_OUT}`)
  }
  return { ...state, images }
}

const differ = (texts: readonly string[]) => new Set(texts).size === texts.length
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isText = (value: unknown): value is string => typeof value === 'string'

function isImage([file, bytes]: [string, unknown]): boolean {
  return FILE_NAME.test(file) && isText(bytes)
}

function isLast(last: StateDocument['last'] | null): boolean {
  const kinds = ['company', 'agent', 'document', 'callback', 'inbox'] as const
  return isObject(last) && kinds.every((kind) => Number.isSafeInteger(last[kind]))
}

/** A company with all of its settings. */
function isCompany(company: StateDocument['companies'][number] | null): boolean {
  if (!isObject(company) || !Array.isArray(company.armed)) return false
  const { id, created_at, callback_delay, max_repairs, secret_key, validation_token, scenario } =
    company
  return (
    [id, created_at, callback_delay, max_repairs].every(Number.isSafeInteger) &&
    [secret_key, validation_token, scenario].every(isText) &&
    [company.magic_numbers, company.request_id, company.reason_code_type].every(isText) &&
    isReceiver(company.callback_url)
  )
}

/** Where callbacks can go; null is the inbox. */
function isReceiver(url: unknown): boolean {
  return url === null || (isText(url) && isReceiverUrl(url))
}

function isAgent(agent: StateDocument['agents'][number]): boolean {
  const { data, history, documents, callback_ids, rejected_reason_code: code } = agent
  return (
    isObject(data) &&
    [history, documents, callback_ids].every(Array.isArray) &&
    KYC_STATUSES.includes(agent.kyc_status) &&
    AGENT_STATUSES.includes(agent.status) &&
    (code === null || isRejectionReasonCode(code)) &&
    [agent.created_at, agent.updated_at].every(Number.isSafeInteger)
  )
}

function isCallback({ data, url, state, due }: StateDocument['callbacks'][number]): boolean {
  return (
    isText(data) && isReceiver(url) && CALLBACK_STATES.includes(state) && Number.isSafeInteger(due)
  )
}

function isControls(controls: StateDocument['controls'][number] | null): boolean {
  const lists = [controls?.faults, controls?.scenarios]
  return Number.isSafeInteger(controls?.company_id) && lists.every(Array.isArray)
}
