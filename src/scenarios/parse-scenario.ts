import { REJECTION_REASON_CODES } from '../kyc/rejection-reasons.js'
import { checker } from '../lib/check.js'
import { sentence } from '../lib/problem.js'
import { milliseconds } from '../time/duration.js'
import type { CheckStep, DisbursementStep, Scenario, ScriptedAnswer } from './scenario.js'
import type { WrittenAnswer } from './written/answers.js'
import { WrittenScenario } from './written/scenario.js'
import { PLACEHOLDER } from './written/values.js'

/** Why a scenario cannot be used: where it is wrong, what is wrong, what to write instead. */
export class ScenarioError extends Error {}

const check = checker(() => WrittenScenario)

/**
 * Parses a scenario as a person writes it. Its schema is `fixtures/scenarios/scenario.schema.json`.
 * @returns one scenario, or 24 when the name contains the placeholder `RR`
 * @throws {ScenarioError} naming the place and the remedy
 */
export function parseScenario(document: unknown, origin: Scenario['origin']): Scenario[] {
  const { name } = (document ?? {}) as { readonly name?: unknown }
  if (typeof name !== 'string' || !name.includes(PLACEHOLDER))
    return [parseOne(document, origin, null)]
  return REJECTION_REASON_CODES.map((code) => parseOne(fill(document, code), origin, name))
}

/** The document with the placeholder filled in; with a number, where the placeholder is the whole text. */
function fill(value: unknown, code: number): unknown {
  if (value === PLACEHOLDER) return code
  if (typeof value === 'string') return value.replaceAll(PLACEHOLDER, String(code))
  if (Array.isArray(value)) return value.map((item) => fill(item, code))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, code)]))
}

function parseOne(document: unknown, origin: Scenario['origin'], family: string | null): Scenario {
  // A test checks the shipped scenarios, so that the start need not.
  const problem = origin === 'shipped' ? null : check(document)
  if (problem !== null) throw new ScenarioError(sentence(problem, 'the scenario'))
  const written = document as WrittenScenario
  const { name, description, match = {}, identity_images = [], answers = {} } = written
  const { disbursement, inquiry } = written
  return {
    name,
    description,
    origin,
    family,
    match,
    identity_images,
    upload_checks: (written.upload_checks ?? []).map(decided),
    kyc_decisions: (written.kyc_decisions ?? []).map(decided),
    callbacks: (written.callbacks ?? []).map(({ fault: broken = null, after }) => ({
      fault: broken,
      after: milliseconds(after) ?? 0,
    })),
    answers: Object.fromEntries(
      Object.entries(answers).map(([call, list]) => [call, list.map(scripted)]),
    ),
    ...(disbursement !== undefined && { disbursement: transferred(disbursement) }),
    ...(inquiry !== undefined && {
      inquiry: { status: inquiry.status, after: milliseconds(inquiry.after) ?? null },
    }),
  }
}

function transferred({
  status = 'DONE',
  reason,
  after,
  answer,
  callback = {},
}: NonNullable<WrittenScenario['disbursement']>): DisbursementStep {
  const { status: instead = null, code = null, fault = null } = answer ?? {}
  return {
    status,
    reason: reason ?? null,
    after: milliseconds(after) ?? null,
    answer: answer === undefined ? null : { status: instead, code, fault },
    callback: { fault: callback.fault ?? null, after: milliseconds(callback.after) ?? 0 },
  }
}

type WrittenDecision = NonNullable<
  WrittenScenario['upload_checks'] | WrittenScenario['kyc_decisions']
>[number]

function decided<D extends WrittenDecision>({ kyc_status, rejected_reason_code, after }: D) {
  return {
    kyc_status: kyc_status as D['kyc_status'],
    rejected_reason_code: (rejected_reason_code ?? null) as CheckStep['rejected_reason_code'],
    after: milliseconds(after) ?? null,
  }
}

function scripted({ status, code, fault, after }: WrittenAnswer): ScriptedAnswer {
  return {
    status: status ?? null,
    code: code ?? null,
    fault: fault ?? null,
    after: milliseconds(after) ?? 0,
  }
}
