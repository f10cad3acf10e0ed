import { noteOn } from '../callbacks/note.js'
import { callbackBody, callbackRequest } from '../callbacks/payload.js'
import type { Context } from '../context/context.js'
import type { Agent, Check, HistoryEntry, Instant, StoredImage } from '../kyc/agent.js'
import type { Callback } from '../kyc/callback.js'
import { ALL_COMPANIES, basicAuthorization, type Company } from '../kyc/company.js'
import { decisionsByHand } from '../kyc/lifecycle.js'
import { reasonText } from '../kyc/rejection-reasons.js'
import { parseKeepingDigits } from '../lib/long-integers.js'
import { isTooDeep } from '../lib/nesting.js'
import type { LoggedFacts, LoggedRequest } from '../requests/logged-request.js'
import { strikeName } from '../scenarios/fault.js'
import { type InboxMessage, indexOf } from '../store/state.js'
import type { ClockSetting } from '../time/clock.js'
import { readClock } from '../time/clock.js'
import { formatDuration } from '../time/duration.js'
import type {
  AgentDetail,
  AgentListItem,
  CallbackDetail,
  CallbackListItem,
  CheckDetail,
  ClockSettingDetail,
  CompanyDetail,
  HistoryDetail,
  ImageDetail,
  InboxItem,
  RequestItem,
  RequestSummary,
  ScheduledItem,
} from './types.js'

/** Turns what the state has into what the control API answers: times in RFC 3339, durations as text. */

export function time(at: Instant): string
export function time(at: Instant | null): string | null
export function time(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

export function companyView(context: Context, company: Company): CompanyDetail {
  return {
    ...company,
    authorization: basicAuthorization(company.secret_key),
    callback_delay: formatDuration(company.callback_delay),
    disbursement_delay: formatDuration(company.disbursement_delay),
    created_at: time(company.created_at),
    agents: indexOf(context.store.state, company.id).agents.size,
  }
}

/** An agent as lists show it. */
export function agentSummary(agent: Agent): AgentListItem {
  return {
    id: agent.id,
    company_id: agent.company_id,
    name: agent.data.name,
    identity_type: agent.data.identity_type,
    identity_number: agent.data.identity_number,
    phone_number: agent.data.phone_number,
    kyc_status: agent.kyc_status,
    rejected_reason_code: agent.rejected_reason_code,
    rejected_reason: reasonText(agent.rejected_reason_code),
    status: agent.status,
    scenario: agent.scenario,
    created_at: time(agent.created_at),
    updated_at: time(agent.updated_at),
    submitted_at: time(agent.submitted_at),
    verified_at: time(agent.verified_at),
  }
}

/** An agent with everything that is known about it. @param base the sandbox's address as the client called it */
export function agentView({ store }: Context, agent: Agent, base: string): AgentDetail {
  const image = (stored: StoredImage | null) => stored && imageView(stored, base)
  return {
    ...agentSummary(agent),
    data: agent.data,
    images: { identity: image(agent.identity_image), selfie: image(agent.selfie) },
    documents: agent.documents.map(({ image: stored, created_at, ...document }) => ({
      ...document,
      ...imageView(stored, base),
      created_at: time(created_at),
    })),
    repairs: agent.repairs,
    check: agent.check && checkView(agent.check),
    decisions: decisionsByHand(agent.kyc_status),
    history: agent.history.map(historyView),
    callbacks: agent.callback_ids
      .map((id) => store.state.callbacks.get(id))
      .filter((callback) => callback !== undefined)
      .map(callbackSummary),
  }
}

function imageView({ file, type, bytes, width, height }: StoredImage, base: string): ImageDetail {
  return { url: `${base}/_sandbox/images/${file}`, type, bytes, width, height }
}

function checkView(check: Check): CheckDetail {
  return { ...check, due: time(check.due) }
}

function historyView({ at, check, ...entry }: HistoryEntry): HistoryDetail {
  return { ...entry, at: time(at), ...(check !== undefined && { check: checkView(check) }) }
}

/** A callback as lists show it. */
export function callbackSummary(callback: Callback): CallbackListItem {
  const { id, company_id, agent_id, kyc_status, state, url, fault, repeats, error } = callback
  return {
    id,
    company_id,
    kind: callback.kind ?? 'kyc',
    agent_id,
    kyc_status,
    disbursement_id: callback.disbursement_id ?? null,
    state,
    url,
    fault,
    repeats,
    due: time(callback.due),
    sent_at: time(callback.sent_at),
    duration_ms: callback.duration,
    answer_status: callback.answer?.status ?? null,
    error,
    note: noteOn(callback),
  }
}

/** A callback with the exact bytes of request and answer. @param url where it was sent, or will be */
export function callbackView(callback: Callback, url: string): CallbackDetail {
  return {
    ...callbackSummary(callback),
    fields: { data: callback.data, token: callback.token },
    request: callbackRequest(callbackBody(callback), url),
    response: callback.answer?.raw ?? null,
    attempts: attemptsOf(callback),
  }
}

/** Every sending so far, oldest first. All of them sent the same bytes. */
function attemptsOf({ attempts = [], sent_at, duration, answer, error }: Callback) {
  const all = sent_at === null ? attempts : [...attempts, { sent_at, duration, answer, error }]
  return all.map((attempt) => ({
    sent_at: time(attempt.sent_at),
    duration_ms: attempt.duration,
    answer_status: attempt.answer?.status ?? null,
    response: attempt.answer?.raw ?? null,
    error: attempt.error,
  }))
}

export function inboxView({ received_at, body, ...message }: InboxMessage): InboxItem {
  const form = new URLSearchParams(body)
  const data = form.get('data')
  return {
    ...message,
    received_at: time(received_at),
    data: parsed(data),
    token: form.get('token'),
    body,
  }
}

function parsed(text: string | null): unknown {
  try {
    const value: unknown = parseKeepingDigits(text ?? 'null')
    return isTooDeep(value) ? text : value
  } catch {
    return text
  }
}

export function clockView(setting: ClockSetting): ClockSettingDetail {
  return {
    mode: setting.mode,
    now: time(readClock(setting)),
    ahead_ms: setting.mode === 'running' ? setting.offset : null,
  }
}

/** A call of the log, with its texts or without. */
export function requestView(request: LoggedRequest): RequestItem
export function requestView(request: LoggedFacts): RequestSummary
export function requestView({
  at,
  duration,
  exercised: { fault },
  ...request
}: LoggedFacts): RequestSummary {
  return { ...request, at: time(at), duration_ms: duration, fault: fault && strikeName(fault) }
}

/** What is still to happen, soonest first. */
export function scheduledView({ store, agenda }: Context, owner: number): ScheduledItem[] {
  const companies = owner === ALL_COMPANIES ? [...store.state.companies.keys()] : [owner]
  return companies
    .flatMap((id) =>
      agenda.pending(id).map(({ key, due }) => ({
        what: key,
        company_id: id,
        due: time(due),
        in_ms: Math.max(0, Math.round(due - store.now(id))),
      })),
    )
    .sort((a, b) => a.in_ms - b.in_ms)
}
