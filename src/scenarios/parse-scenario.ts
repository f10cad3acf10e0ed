import { KYC_STATUSES, type KycStatus } from '../kyc/agent.js'
import { CALLBACK_FAULTS } from '../kyc/callback.js'
import { checkUnderWay, needsReason, TRANSITIONS } from '../kyc/lifecycle.js'
import { FLIP_ERRORS, type FlipErrorCode } from '../kyc/refusals.js'
import { isRejectionReasonCode, REJECTION_REASON_CODES } from '../kyc/rejection-reasons.js'
import { nearest } from '../lib/nearest.js'
import { parseDuration } from '../time/duration.js'
import {
  ANSWER_FAULTS,
  type CallbackStep,
  type Decision,
  MATCHABLE,
  SCRIPTED_ENDPOINTS,
  type Scenario,
  type ScriptedAnswer,
} from './scenario.js'

/** Why a scenario cannot be used: where in it, what is wrong, what to write instead. */
export class ScenarioError extends Error {}

/** These calls are the agents host's, which has no such codes. */
const AGENTS_HOST: readonly string[] = ['get_agent', 'update_agent']

/** The placeholder that makes one file a family of 24. */
const PLACEHOLDER = 'RR'

const KEYS = [
  '$schema',
  'name',
  'description',
  'match',
  'identity_images',
  'upload_checks',
  'kyc_decisions',
  'callbacks',
  'answers',
]

/**
 * Reads a scenario as a person writes it (`fixtures/scenarios/scenario.schema.json` has the shape).
 * @returns one scenario, or 24 where the name holds the placeholder `RR`
 * @throws {ScenarioError} naming the place and the remedy
 */
export function parseScenario(document: unknown, origin: Scenario['origin']): Scenario[] {
  const name = record(document, 'the scenario')['name']
  if (typeof name !== 'string' || !name.includes(PLACEHOLDER))
    return [parseOne(document, origin, null)]
  return REJECTION_REASON_CODES.map((code) => parseOne(fill(document, code), origin, name))
}

/** The same document with the placeholder filled in: a number where it stands alone. */
function fill(value: unknown, code: number): unknown {
  if (value === PLACEHOLDER) return code
  if (typeof value === 'string') return value.replaceAll(PLACEHOLDER, String(code))
  if (Array.isArray(value)) return value.map((item) => fill(item, code))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, code)]))
}

function parseOne(document: unknown, origin: Scenario['origin'], family: string | null): Scenario {
  const source = record(document, 'the scenario')
  onlyKeys(source, KEYS, 'the scenario')
  const name = source['name']
  if (typeof name !== 'string' || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > 60) {
    throw new ScenarioError(
      '"name" must be lower-case words joined by hyphens, such as "rejected-twice"',
    )
  }
  if (name === 'next')
    throw new ScenarioError('"name" must not be "next": the control API arms scenarios under it')
  return {
    name,
    description: text(source['description'], '"description"'),
    origin,
    family,
    match: parseMatch(source['match']),
    identity_images: list(source['identity_images'], '"identity_images"').map((item, index) =>
      oneOf(
        item,
        ['UPLOAD_IDENTITY_SUCCESS', 'UPLOAD_IDENTITY_FAILED'],
        `"identity_images[${index}]"`,
      ),
    ),
    upload_checks: decisions(source['upload_checks'], 'upload_checks', UPLOAD_DECISIONS),
    kyc_decisions: decisions(source['kyc_decisions'], 'kyc_decisions', KYC_DECISIONS),
    callbacks: list(source['callbacks'], '"callbacks"').map(parseCallbackStep),
    answers: parseAnswers(source['answers']),
  }
}

const KYC_DECISIONS = TRANSITIONS.filter(({ on }) => on === 'kyc-decision').flatMap(({ to }) => to)

/** The upload check may also say PROGRESS: it stays there until somebody decides. */
const UPLOAD_DECISIONS = KYC_STATUSES.filter(
  (status) =>
    checkUnderWay(status) === 'upload' ||
    TRANSITIONS.some(({ on, to }) => on === 'upload-check' && to.includes(status)),
)

function decisions(value: unknown, key: string, statuses: readonly KycStatus[]): Decision[] {
  return list(value, `"${key}"`).map((item, index) => {
    const place = `"${key}[${index}]"`
    const source = record(item, place)
    onlyKeys(source, ['kyc_status', 'rejected_reason_code', 'after'], place)
    const status = oneOf(source['kyc_status'], statuses, `${place}."kyc_status"`)
    return {
      kyc_status: status,
      rejected_reason_code: reason(source['rejected_reason_code'], status, place),
      after: source['after'] === undefined ? null : duration(source['after'], `${place}."after"`),
    }
  })
}

function reason(code: unknown, status: KycStatus, place: string): Decision['rejected_reason_code'] {
  if (!needsReason(status)) {
    if (code === undefined) return null
    throw new ScenarioError(
      `${place}."rejected_reason_code" does not go with ${status}; leave it out`,
    )
  }
  if (isRejectionReasonCode(code)) return code
  throw new ScenarioError(
    `${place}."rejected_reason_code" must be a whole number from 10 to 33 for ${status}`,
  )
}

function parseMatch(value: unknown): Scenario['match'] {
  if (value === undefined) return {}
  const source = record(value, '"match"')
  onlyKeys(source, MATCHABLE, '"match"')
  for (const [key, pattern] of Object.entries(source)) text(pattern, `"match"."${key}"`)
  return source as Scenario['match']
}

function parseCallbackStep(item: unknown, index: number): CallbackStep {
  const place = `"callbacks[${index}]"`
  const source = record(item, place)
  onlyKeys(source, ['fault', 'after'], place)
  const { fault, after } = source
  return {
    fault: fault === undefined ? null : oneOf(fault, CALLBACK_FAULTS, `${place}."fault"`),
    after: after === undefined ? 0 : duration(after, `${place}."after"`),
  }
}

function parseAnswers(value: unknown): Scenario['answers'] {
  if (value === undefined) return {}
  const source = record(value, '"answers"')
  onlyKeys(source, SCRIPTED_ENDPOINTS, '"answers"')
  return Object.fromEntries(
    Object.entries(source).map(([endpoint, answers]) => [
      endpoint,
      list(answers, `"answers"."${endpoint}"`).map((answer, index) =>
        parseAnswer(answer, endpoint, `"answers"."${endpoint}[${index}]"`),
      ),
    ]),
  )
}

function parseAnswer(item: unknown, endpoint: string, place: string): ScriptedAnswer {
  const source = record(item, place)
  onlyKeys(source, ['status', 'code', 'fault', 'after'], place)
  const { status, code, fault, after } = source
  if ([status, code, fault].filter((way) => way !== undefined).length > 1) {
    throw new ScenarioError(`${place} takes one of "status", "code" and "fault", not several`)
  }
  if (
    status !== undefined &&
    !(Number.isInteger(status) && (status as number) >= 400 && (status as number) <= 599)
  ) {
    throw new ScenarioError(`${place}."status" must be a whole number from 400 to 599`)
  }
  if (code !== undefined && AGENTS_HOST.includes(endpoint)) {
    throw new ScenarioError(`${place}."code" is for the KYC host's calls; use "status" here`)
  }
  if (code !== undefined && !(typeof code === 'number' && Object.hasOwn(FLIP_ERRORS, code))) {
    throw new ScenarioError(`${place}."code" must be one of Flip's error codes, such as 4014`)
  }
  return {
    status: (status as number | undefined) ?? null,
    code: (code as FlipErrorCode | undefined) ?? null,
    fault: fault === undefined ? null : oneOf(fault, ANSWER_FAULTS, `${place}."fault"`),
    after: after === undefined ? 0 : duration(after, `${place}."after"`),
  }
}

function record(value: unknown, place: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>
  }
  throw new ScenarioError(`${place} must be a JSON object`)
}

function list(value: unknown, place: string): unknown[] {
  if (value === undefined) return []
  if (Array.isArray(value) && value.length > 0) return value
  throw new ScenarioError(
    `${place} must be a list with at least one entry; leave it out for the usual course`,
  )
}

function text(value: unknown, place: string): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= 300) return value
  throw new ScenarioError(`${place} must be a text of 1 to 300 characters`)
}

function duration(value: unknown, place: string): number {
  const milliseconds = typeof value === 'string' ? parseDuration(value) : null
  if (milliseconds !== null) return milliseconds
  throw new ScenarioError(`${place} must be a duration such as "250ms", "2s", "5m", "2h" or "1d"`)
}

function oneOf<T extends string>(value: unknown, values: readonly T[], place: string): T {
  const found = values.find((one) => one === value)
  if (found !== undefined) return found
  throw new ScenarioError(`${place} must be one of: ${values.join(', ')}`)
}

function onlyKeys(source: Record<string, unknown>, keys: readonly string[], place: string): void {
  for (const key of Object.keys(source)) {
    if (keys.includes(key)) continue
    throw new ScenarioError(
      `${place} has an unknown key "${key}"; did you mean "${nearest(key, keys)}"?`,
    )
  }
}
