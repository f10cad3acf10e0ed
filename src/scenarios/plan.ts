import type { Agent, Check, CheckKind, Instant } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'
import { later } from '../kyc/timestamps.js'
import {
  type CallbackStep,
  type CheckStep,
  entryAt,
  type Scenario,
  type ScriptedAnswer,
  type ScriptedEndpoint,
} from './scenario.js'

const USUAL_CHECK: Readonly<Record<CheckKind, CheckStep>> = {
  upload: { kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS', rejected_reason_code: null, after: null },
  kyc: { kyc_status: 'APPROVED', rejected_reason_code: null, after: null },
}

const USUAL_CALLBACK: CallbackStep = { fault: null, after: 0 }

/**
 * The agent's next check of this kind, as the scenario has it.
 */
export function planCheck(
  kind: CheckKind,
  agent: Agent,
  company: Company,
  scenario: Scenario,
  now: Instant,
): Check {
  const list: readonly CheckStep[] =
    kind === 'upload' ? scenario.upload_checks : scenario.kyc_decisions
  const turn = kind === 'upload' ? agent.progress.upload_checks : agent.progress.kyc_decisions
  const { kyc_status, rejected_reason_code, after } = entryAt(list, turn) ?? USUAL_CHECK[kind]
  const entered = kind === 'upload' ? 'UPLOAD_IDENTITY_SELFIE_PROGRESS' : 'PENDING'
  const stays = kyc_status === entered
  return {
    kind,
    due: stays ? null : later(now, after ?? company.callback_delay),
    kyc_status,
    rejected_reason_code,
    by: 'scenario',
  }
}

/** Whether the scenario makes the agent's next identity image fail. */
export function identityImageFails(agent: Agent, scenario: Scenario): boolean {
  return (
    entryAt(scenario.identity_images, agent.progress.identity_images) === 'UPLOAD_IDENTITY_FAILED'
  )
}

/** What the scenario does with the agent's next callback. */
export function planCallback(agent: Agent, scenario: Scenario): CallbackStep {
  return entryAt(scenario.callbacks, agent.progress.callbacks) ?? USUAL_CALLBACK
}

/**
 * What the scenario answers to this call. undefined: Flip's usual answer, which is not counted as a scripted one. (An
 * entry for the usual answer that has others after it is counted, since the next call gets the next entry.)
 */
export function planAnswer(
  endpoint: ScriptedEndpoint,
  agent: Agent,
  scenario: Scenario,
): ScriptedAnswer | undefined {
  const list = scenario.answers[endpoint] ?? []
  const turn = agent.progress.answers[endpoint] ?? 0
  const answer = entryAt(list, turn)
  if (answer === undefined) return undefined
  const { status, code, fault, after } = answer
  const usual = status === null && code === null && fault === null && after === 0
  return usual && turn >= list.length - 1 ? undefined : answer
}
