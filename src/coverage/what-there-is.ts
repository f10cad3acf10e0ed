import { CALLBACK_FAULTS, CALLBACK_STATES, type CallbackState } from '../kyc/callback.js'
import { AGENTS_ERRORS, KYC_ERRORS } from '../kyc/error-codes.js'
import {
  REJECTION_REASON_CODES,
  REMEDY_CALLS,
  type RejectionReasonCode,
  type Remedy,
  reasonText,
  remediesOf,
} from '../kyc/rejection-reasons.js'
import { KYC_STATUSES, type KycStatus } from '../kyc/words.js'
import type { Static } from '../lib/definition.js'
import { ERROR_CODES } from '../rules/error-codes.js'
import { FAULT_KINDS } from '../scenarios/fault.js'
import type { Scenario } from '../scenarios/scenario.js'
import { TRANSFER_ERRORS } from '../transfers/error-codes.js'
import {
  BANK_STATUSES,
  CANCEL_REASONS,
  DISBURSEMENT_STATUSES,
  INQUIRY_STATUSES,
} from '../transfers/words.js'
import type * as definitions from './definitions.js'

/** An endpoint of the emulated API. */
export interface EndpointName {
  readonly method: string
  readonly path: string
}

export type Item = Omit<Static<typeof definitions.CoverageItem>, 'times'>

export interface Group {
  readonly name: Static<typeof definitions.CoverageGroup>['name']
  readonly items: readonly Item[]
}

/** States of a callback that tell nothing about the receiver: it is still under way, or the sandbox was stopped. */
const NO_OUTCOMES: readonly CallbackState[] = ['scheduled', 'sending', 'interrupted']

/**
 * Everything that there is to exercise, taken from the tables that the sandbox itself works with: what is added there turns
 * up here.
 * @param scenarios those that may be armed
 */
export function whatThereIs(
  endpoints: readonly EndpointName[],
  scenarios: readonly Scenario[],
): readonly Group[] {
  const leading = (fits: (scenario: Scenario) => boolean) => plainest(scenarios.filter(fits))
  const rejecting = (fits: (code: RejectionReasonCode) => boolean) =>
    leading(({ kyc_decisions: [first] }) => {
      const code = first?.rejected_reason_code ?? null
      return code !== null && fits(code)
    })
  /** Transfers follow a scenario by their account: it is said instead of offered. */
  const account = (fits: (scenario: Scenario) => boolean) => {
    const pattern = scenarios.find(fits)?.match.account_number
    return pattern === undefined ? null : `account_number ${pattern}`
  }
  return [
    { name: 'endpoints', items: endpoints.map(({ method, path }) => item(`${method} ${path}`)) },
    {
      name: 'agents_errors',
      items: errorCodes(AGENTS_ERRORS).map(([code, when]) => item(code, when)),
    },
    {
      name: 'kyc_errors',
      items: errorCodes(KYC_ERRORS)
        .filter(([code]) => DOCUMENTED.has(`errors.code-${code}`))
        .map(([code, when]) => item(code, when, leading(answers(Number(code))))),
    },
    {
      name: 'kyc_statuses',
      items: KYC_STATUSES.map((status) => item(status, null, leading(leadsTo(status)))),
    },
    {
      name: 'reasons',
      items: REJECTION_REASON_CODES.map((code) =>
        item(
          String(code),
          reasonText(code),
          rejecting((other) => other === code),
        ),
      ),
    },
    {
      name: 'remedies',
      items: Object.entries(REMEDY_CALLS).map(([remedy, call]) =>
        item(
          remedy,
          call,
          rejecting((code) => remediesOf(code).includes(remedy as Remedy)),
        ),
      ),
    },
    {
      name: 'transfer_errors',
      items: errorCodes(TRANSFER_ERRORS).map(([code, when]) => item(code, when)),
    },
    { name: 'transfer_statuses', items: DISBURSEMENT_STATUSES.map((status) => item(status)) },
    {
      name: 'cancel_reasons',
      items: CANCEL_REASONS.map((reason) =>
        item(
          reason,
          account(({ disbursement }) => disbursement?.reason === reason),
        ),
      ),
    },
    {
      name: 'inquiry_statuses',
      items: INQUIRY_STATUSES.map((status) =>
        item(
          status,
          account(({ inquiry }) => inquiry?.status === status),
        ),
      ),
    },
    { name: 'bank_statuses', items: BANK_STATUSES.map((status) => item(status)) },
    {
      name: 'callback_outcomes',
      items: CALLBACK_STATES.filter((state) => !NO_OUTCOMES.includes(state)).map((state) =>
        item(state, null, leading(spoilsCallback(state))),
      ),
    },
    {
      name: 'callback_faults',
      items: CALLBACK_FAULTS.map((fault) => item(fault, null, leading(spoilsCallback(fault)))),
    },
    {
      name: 'call_faults',
      items: FAULT_KINDS.map((fault) => ({ ...item(fault), fault: { nth: 1, fault } })),
    },
  ]
}

const DOCUMENTED: ReadonlySet<string> = new Set(
  ERROR_CODES.filter(({ kind }) => kind === 'documented').map(({ id }) => id),
)

function errorCodes(table: Readonly<Record<number, { readonly when: string }>>) {
  return Object.entries(table).map(([code, { when }]) => [code, when] as const)
}

function item(name: string, about: string | null = null, scenario: string | null = null): Item {
  return { name, about, scenario, fault: null }
}

/** Of several scenarios, the one with the shortest name: `rejected-17` before `always-rejected-17`. */
function plainest(scenarios: readonly Scenario[]): string | null {
  const names = scenarios.map(({ name }) => name)
  return names.toSorted((a, b) => a.length - b.length)[0] ?? null
}

function answers(code: number) {
  return ({ answers }: Scenario) =>
    Object.values(answers).some((list) =>
      list.some((answer) => answer.code === code || answer.status === code),
    )
}

function leadsTo(status: KycStatus) {
  return ({ identity_images, upload_checks, kyc_decisions }: Scenario) =>
    [...identity_images.slice(0, 1), ...steps(upload_checks), ...steps(kyc_decisions)].includes(
      status,
    )
}

function steps(list: readonly { readonly kyc_status: KycStatus }[]): readonly KycStatus[] {
  return list.slice(0, 1).map(({ kyc_status }) => kyc_status)
}

function spoilsCallback(what: string) {
  return ({ callbacks }: Scenario) => callbacks.some(({ fault }) => fault === what)
}
