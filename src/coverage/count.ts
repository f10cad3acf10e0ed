import type { LoggedFacts } from '../requests/logged-request.js'
import { faultName } from '../scenarios/fault.js'
import type { Change } from '../store/change.js'
import { controlsOf, type State } from '../store/state.js'
import type { Prepared } from './prepared.js'
import type { Tally } from './tally.js'

/** What a company has exercised. */
export interface Scope {
  readonly met: Tally
  readonly prepared: Prepared
}

/** Counts a call to the emulated API. An endpoint counts when it has answered with success, and whole. */
export function countCall({ status, exercised }: LoggedFacts, { met }: Scope): void {
  const { endpoint, errors } = exercised
  const fault = exercised.fault?.fault ?? null
  if (status === 200 && endpoint !== null && fault === null) met.add('endpoints', endpoint)
  for (const { table, code } of errors) met.add(`${table}_errors`, String(code))
  if (fault !== null) met.add('call_faults', fault)
}

/** Counts what a change has brought about. */
export function countChange(change: Change, { callbacks }: State, { met }: Scope): void {
  if ('kyc_status' in change) met.add('kyc_statuses', change.kyc_status)
  switch (change.type) {
    case 'agent-created':
      met.add('kyc_statuses', 'BASIC_DATA')
      break
    case 'agent-repaired':
      met.add('remedies', 'data')
      break
    case 'image-repaired':
      met.add('remedies', change.image.kind === 'selfie' ? 'selfie' : 'photo')
      break
    case 'documents-uploaded':
      met.add('remedies', 'documents')
      break
    case 'kyc-decided':
      if (change.rejected_reason_code !== null)
        met.add('reasons', String(change.rejected_reason_code))
      break
    case 'disbursement-created':
      met.add('transfer_statuses', change.disbursement.status)
      break
    case 'disbursement-ended':
      met.add('transfer_statuses', change.status)
      if (change.reason !== null) met.add('cancel_reasons', change.reason)
      break
    case 'inquiry-made':
      met.add('inquiry_statuses', change.inquiry.status)
      break
    case 'inquiry-ended':
      met.add('inquiry_statuses', change.status)
      break
    case 'bank-status-set':
      met.add('bank_statuses', change.status)
      break
    case 'callback-sending': {
      // `after-next` counts once a newer one has been sent before it.
      const fault = callbacks.get(change.callback_id)?.fault ?? null
      if (fault !== null && fault !== 'after-next') met.add('callback_faults', fault)
      break
    }
    case 'callback-rescheduled':
      met.add('callback_faults', 'after-next')
      break
    case 'callback-scheduled': {
      const { repeats, by_hand } = change.callback
      const repeated = callbacks.get(repeats ?? 0)
      if (repeated?.fault === 'after-next' && by_hand === undefined)
        met.add('callback_faults', 'after-next')
      break
    }
    case 'callback-answered':
    case 'callback-failed': {
      // One that is sent again has not ended yet.
      const state = callbacks.get(change.callback_id)?.state
      if (state === 'delivered' || state === 'failed') met.add('callback_outcomes', state)
      break
    }
    case 'callback-dropped':
      met.add('callback_outcomes', 'dropped')
      met.add('callback_faults', 'dropped')
      break
    case 'callback-cancelled':
      met.add('callback_outcomes', 'cancelled')
  }
}

/** Follows what is prepared, used and taken away. @param shared what is prepared for all companies */
export function countPrepared(change: Change, state: State, own: Scope, shared: Scope): void {
  const { prepared } = own
  const use = (scenario: { readonly name: string } | null) => {
    if (scenario === null) return
    prepared.use('added-scenario', scenario.name)
    shared.prepared.use('added-scenario', scenario.name)
  }
  switch (change.type) {
    case 'scenario-armed':
      prepared.add('armed-scenario', change.scenario)
      break
    case 'scenario-used':
      prepared.use('armed-scenario', change.scenario)
      break
    case 'scenario-disarmed':
      prepared.keep('armed-scenario')
      break
    case 'disbursement-created':
      use(change.disbursement.scenario)
      break
    case 'inquiry-made':
      use(change.inquiry.scenario)
      break
    case 'agent-created':
    case 'scenario-set':
      use(change.scenario)
      break
    case 'agent-added':
      // A case brings the scenario that its agent follows.
      use(change.agent.scenario)
      break
    case 'scenario-added':
      for (const { name } of change.scenarios)
        if (!prepared.has('added-scenario', name)) prepared.add('added-scenario', name)
      break
    case 'scenario-removed': {
      const { scenarios } = controlsOf(state, change.company_id)
      prepared.keep('added-scenario', new Set(scenarios.map(({ name }) => name)))
      break
    }
    case 'faults-set':
    case 'fault-added':
    case 'fault-removed': {
      const names = new Set(controlsOf(state, change.company_id).faults.map(faultName))
      prepared.keep('fault', names)
      for (const name of names) if (!prepared.has('fault', name)) prepared.add('fault', name)
      break
    }
    case 'fault-struck': {
      const { faults } = controlsOf(state, change.company_id)
      const fault = change.struck ? faults.find(({ id }) => id === change.fault_id) : undefined
      if (fault !== undefined) prepared.use('fault', faultName(fault))
      break
    }
    case 'company-reset':
    case 'company-deleted':
      prepared.end()
  }
}
