import { REJECTION_REASON_CODES } from '../kyc/rejection-reasons.js'
import { checker } from '../lib/check.js'
import { sentence } from '../lib/fault.js'
import { milliseconds } from '../time/duration.js'
import type { CheckStep, Scenario, ScriptedAnswer } from './scenario.js'
import type { WrittenAnswer } from './written/answers.js'
import { WrittenScenario } from './written/scenario.js'
import { PLACEHOLDER } from './written/values.js'

/** Why a scenario cannot be used: where in it, what is wrong, what to write instead. */
export class ScenarioError extends Error {}

const check = checker(() => WrittenScenario)

/**
 * Reads a scenario as a person writes it (`fixtures/scenarios/scenario.schema.json` has the shape).
 * @returns one scenario, or 24 where the name holds the placeholder `RR`
 * @throws {ScenarioError} naming the place and the remedy
 */
export function parseScenario(document: unknown, origin: Scenario['origin']): Scenario[] {
  const { name } = (document ?? {}) as { readonly name?: unknown }
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
  // Those that ship are known to be well written (a test looks), and a start has no time to lose.
  const fault = origin === 'shipped' ? null : check(document)
  if (fault !== null) throw new ScenarioError(sentence(fault, 'the scenario'))
  const written = document as WrittenScenario
  const { name, description, match = {}, identity_images = [], answers = {} } = written
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
