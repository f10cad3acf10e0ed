import {
  AGENT_STATUSES,
  type Agent,
  type AgentData,
  type Check,
  type ChosenScenario,
  DOCUMENT_KINDS,
  type HistoryEntry,
  IMAGE_FILE,
  KYC_STATUSES,
  type ScenarioProgress,
  type StoredImage,
  type SupportingDocument,
} from '../kyc/agent.js'
import {
  CALLBACK_FAULTS,
  CALLBACK_STATES,
  type Callback,
  type CallbackAnswer,
} from '../kyc/callback.js'
import { type ArmedScenario, type Company, isReceiverUrl } from '../kyc/company.js'
import { isRejectionReasonCode } from '../kyc/rejection-reasons.js'
import { FAULT_KINDS, type Fault } from '../scenarios/fault.js'
import {
  ANSWER_FAULTS,
  type CallbackStep,
  type Decision,
  MATCHABLE,
  SCRIPTED_ENDPOINTS,
  type Scenario,
  type ScriptedAnswer,
} from '../scenarios/scenario.js'
import type { ClockSetting } from '../time/clock.js'
import {
  eitherOf,
  flag,
  instant,
  integer,
  listOf,
  mapOf,
  nullable,
  number,
  oneOf,
  optional,
  record,
  type Shape,
  text,
  textThat,
} from './shape.js'
import type { Controls, InboxMessage, LastIds, StateDocument } from './state.js'

const kycStatus = oneOf(KYC_STATUSES)
const reasonCode = nullable((code) => (isRejectionReasonCode(code as number) ? null : ''))
const decidedBy = oneOf(['scenario', 'hand'])
/** Where callbacks go; null is the inbox. */
const receiver = nullable(textThat(isReceiverUrl))

const company = record<Company>({
  id: integer,
  created_at: instant,
  secret_key: text,
  validation_token: text,
  callback_url: receiver,
  callback_delay: integer,
  scenario: text,
  magic_numbers: oneOf(['on', 'off']),
  request_id: oneOf(['strict', 'lenient']),
  reason_code_type: oneOf(['documented', 'integer', 'string']),
  max_repairs: integer,
  armed: listOf(record<ArmedScenario>({ scenario: text, times: integer })),
})

const data = record<AgentData>({
  name: text,
  identity_type: oneOf(['ktp', 'passport']),
  identity_number: text,
  birth_date: textThat((value) => /^\d{2}-\d{2}-\d{4}$/.test(value)),
  birth_place: text,
  country_id: integer,
  province_id: integer,
  city_id: integer,
  district_id: integer,
  address: text,
  gender: oneOf(['male', 'female']),
  occupation: text,
  phone_number: text,
  residence_country_id: nullable(integer),
  residence_province_id: nullable(integer),
  residence_city_id: nullable(integer),
  residence_district_id: nullable(integer),
  residence_address: text,
  email: text,
})

const imageFile = textThat((name) => IMAGE_FILE.test(name))

const image = record<StoredImage>({
  file: imageFile,
  kind: oneOf(['identity', 'selfie', 'document']),
  type: oneOf(['image/png', 'image/jpeg']),
  bytes: integer,
  width: integer,
  height: integer,
})

const check = record<Check>({
  kind: oneOf(['upload', 'kyc']),
  due: nullable(instant),
  kyc_status: kycStatus,
  rejected_reason_code: reasonCode,
  by: decidedBy,
})

const chosen = record<ChosenScenario>({ name: text, because: text })

const historyEntry = record<HistoryEntry>({
  seq: integer,
  at: instant,
  type: text,
  kyc_status: optional(kycStatus),
  rejected_reason_code: optional(reasonCode),
  by: optional(decidedBy),
  scenario: optional(chosen),
  check: optional(check),
  status: optional(oneOf(AGENT_STATUSES)),
  image: optional(imageFile),
  documents: optional(integer),
  endpoint: optional(text),
  answer: optional(text),
})

const agent = record<Agent>({
  id: integer,
  company_id: integer,
  data,
  kyc_status: kycStatus,
  rejected_reason_code: reasonCode,
  status: oneOf(AGENT_STATUSES),
  created_at: instant,
  updated_at: instant,
  submitted_at: nullable(instant),
  verified_at: nullable(instant),
  identity_image: nullable(image),
  selfie: nullable(image),
  documents: listOf(
    record<SupportingDocument>({
      id: integer,
      kind: oneOf(DOCUMENT_KINDS),
      selfie: flag,
      image,
      created_at: instant,
    }),
  ),
  repairs: integer,
  check: nullable(check),
  scenario: chosen,
  progress: record<ScenarioProgress>({
    identity_images: integer,
    upload_checks: integer,
    kyc_decisions: integer,
    callbacks: integer,
    answers: mapOf(integer),
  }),
  callback_ids: listOf(integer),
  history: listOf(historyEntry),
})

const callback = record<Callback>({
  id: integer,
  company_id: integer,
  agent_id: nullable(integer),
  kyc_status: nullable(kycStatus),
  url: receiver,
  data: text,
  token: text,
  due: instant,
  fault: nullable(oneOf(CALLBACK_FAULTS)),
  repeats: nullable(integer),
  state: oneOf(CALLBACK_STATES),
  sent_at: nullable(instant),
  duration: nullable(number),
  answer: nullable(record<CallbackAnswer>({ status: integer, raw: text })),
  error: nullable(text),
})

const message = record<InboxMessage>({
  id: integer,
  company_id: integer,
  received_at: instant,
  token_valid: flag,
  body: text,
})

const clock = eitherOf(
  record<Extract<ClockSetting, { mode: 'running' }>>({ mode: oneOf(['running']), offset: integer }),
  record<Extract<ClockSetting, { mode: 'frozen' }>>({ mode: oneOf(['frozen']), at: instant }),
)

const fault = record<Fault>({
  id: text,
  method: nullable(text),
  path: nullable(text),
  nth: nullable(integer),
  probability: number,
  seed: integer,
  latency: integer,
  status: nullable(integer),
  fault: nullable(oneOf(FAULT_KINDS)),
  after_bytes: integer,
  calls: integer,
})

const decision = record<Decision>({
  kyc_status: kycStatus,
  rejected_reason_code: reasonCode,
  after: nullable(integer),
})

const scenario = record<Scenario>({
  name: text,
  description: text,
  origin: oneOf(['shipped', 'folder', 'added']),
  family: nullable(text),
  match: mapOf(text, MATCHABLE),
  identity_images: listOf(text),
  upload_checks: listOf(decision),
  kyc_decisions: listOf(decision),
  callbacks: listOf(
    record<CallbackStep>({ fault: nullable(oneOf(CALLBACK_FAULTS)), after: integer }),
  ),
  answers: mapOf(
    listOf(
      record<ScriptedAnswer>({
        status: nullable(integer),
        code: nullable(integer),
        fault: nullable(oneOf(ANSWER_FAULTS)),
        after: integer,
      }),
    ),
    SCRIPTED_ENDPOINTS,
  ),
})

/** A whole state, to the last value; its `format` is looked at before. */
export const stateShape: Shape = record<Omit<StateDocument, 'format'>>({
  seq: integer,
  last: record<LastIds>({
    company: integer,
    agent: integer,
    document: integer,
    callback: integer,
    inbox: integer,
  }),
  companies: listOf(company),
  agents: listOf(agent),
  callbacks: listOf(callback),
  inbox: listOf(message),
  controls: listOf(
    record<Controls & { readonly company_id: number }>({
      company_id: integer,
      clock: nullable(clock),
      maintenance: flag,
      faults: listOf(fault),
      scenarios: listOf(scenario),
    }),
  ),
})
