import { transferCallback } from '../callbacks/transfer-callback.js'
import type { Agent, DecidedBy } from '../kyc/agent.js'
import { ALL_COMPANIES, type Company } from '../kyc/company.js'
import { later } from '../kyc/timestamps.js'
import { type ChosenCourse, chooseTransfer } from '../scenarios/choose-transfer.js'
import type { Change, ChangeBody } from '../store/change.js'
import { committing } from '../store/committing.js'
import { bankStatusOf, indexOf } from '../store/state.js'
import type { Store } from '../store/store.js'
import type { Agenda } from '../time/agenda.js'
import { bankStatusData } from '../transfers/bank-status.js'
import {
  type Course,
  type Disbursement,
  disbursementCallbackJson,
} from '../transfers/disbursement.js'
import {
  type Account,
  accountKey,
  holderOf,
  type Inquiry,
  inquiryAnswer,
  knownFromStart,
} from '../transfers/inquiry.js'
import type { BankStatus, CancelReason, FinalStatus, InquiryStatus } from '../transfers/words.js'
import type { Scenarios } from './scenarios.js'

/** How a transfer ends, and who says so. */
export interface Ending {
  readonly status: FinalStatus
  readonly reason: CancelReason | null
  readonly by: DecidedBy
}

/** Transfers and account inquiries: plans them, ends them when they are due, and announces their end. */
export class Transfers {
  constructor(
    readonly store: Store,
    readonly agenda: Agenda,
    readonly scenarios: Scenarios,
  ) {}

  /** Schedules what was still to come when the sandbox stopped. */
  resume(): void {
    for (const disbursement of this.store.state.disbursements.values())
      this.#scheduleDisbursement(disbursement)
    for (const inquiry of this.store.state.inquiries.values()) this.#scheduleInquiry(inquiry)
  }

  /** The scenario of a transfer that an agent sends to this account; null: it takes the usual course. */
  scenarioOf(agent: Agent, account: string, company: Company): ChosenCourse<'disbursement'> | null {
    const scenarios = this.scenarios.ofCompany(company.id)
    return chooseTransfer('disbursement', account, agent.data, company, scenarios)
  }

  /** What becomes of a new transfer (transfers.status.auto, transfers.status.manual). */
  courseOf(chosen: ChosenCourse<'disbursement'> | null, company: Company): Course {
    const { status, reason, after, callback } = chosen?.course ?? USUAL
    const waits = status === 'PENDING' || (chosen === null && company.disbursements === 'manual')
    return {
      status: status === 'PENDING' ? 'DONE' : status,
      reason,
      due: waits ? null : this.#dueAfter(after, company),
      fault: callback.fault,
      after: callback.after,
    }
  }

  /** The inquiry that a company made of an account; undefined: none. */
  inquiryOf(account: Account, company: Company): Inquiry | undefined {
    const { state } = this.store
    const id = indexOf(state, company.id).inquiries.get(accountKey(account))
    return id === undefined ? undefined : state.inquiries.get(id)
  }

  /** What is known of an account, or would come out of an inquiry (transfers.create.account). */
  statusOf(account: Account, company: Company): InquiryStatus {
    const known = knownFromStart(account) ?? this.inquiryOf(account, company)
    if (known !== undefined && known.status !== 'PENDING') return known.status
    return this.#scenarioOfInquiry(account.account_number, company)?.course.status ?? 'PENDING'
  }

  /** A new inquiry of an account, or the same one again. */
  inquire(account: Account & { readonly inquiry_key: string }, company: Company): Inquiry {
    const chosen = this.#scenarioOfInquiry(account.account_number, company)
    const { status, after } = chosen?.course ?? ({ status: 'SUCCESS', after: null } as const)
    const waits = status === 'PENDING' || (chosen === null && company.disbursements === 'manual')
    return {
      id: this.inquiryOf(account, company)?.id ?? this.store.nextId('inquiry'),
      company_id: company.id,
      ...account,
      status: 'PENDING',
      account_holder: '',
      scenario: chosen?.scenario ?? null,
      outcome: status,
      due: waits ? null : this.#dueAfter(after, company),
    }
  }

  #scenarioOfInquiry(account: string, company: Company): ChosenCourse<'inquiry'> | null {
    return chooseTransfer('inquiry', account, null, company, this.scenarios.ofCompany(company.id))
  }

  #dueAfter(after: number | null, { id, disbursement_delay }: Company): number {
    return later(this.store.now(id), after ?? disbursement_delay)
  }

  /** The changes that end a transfer and schedule its callbacks. */
  end(disbursement: Disbursement, { status, reason, by }: Ending): ChangeBody[] {
    const { id, company_id, course } = disbursement
    const now = this.store.now(company_id)
    const ended: Disbursement = { ...disbursement, status, reason, ended_at: now }
    const { fault, after } = course as Course
    return [
      { type: 'disbursement-ended', disbursement_id: id, status, reason, by },
      ...this.#announce(company_id, 'disbursement', disbursementCallbackJson(ended), {
        fault,
        after,
        disbursement_id: id,
      }),
    ]
  }

  /** The changes that end an inquiry and schedule its callback. */
  endInquiry(inquiry: Inquiry, status: InquiryStatus, by: DecidedBy): ChangeBody[] {
    const account_holder = holderOf(inquiry, status)
    const answer = inquiryAnswer(inquiry, { status, account_holder }, inquiry.inquiry_key)
    return [
      { type: 'inquiry-ended', inquiry_id: inquiry.id, status, account_holder, by },
      ...this.#announce(inquiry.company_id, 'inquiry', JSON.stringify(answer)),
    ]
  }

  /** Sets how well a bank works, for a company or for all, and tells those whom it concerns. */
  setBankStatus(owner: number, code: string, status: BankStatus): void {
    const { state } = this.store
    const concerned = owner === ALL_COMPANIES ? [...state.companies.keys()] : [owner]
    const changed = concerned.filter((id) => bankStatusOf(state, id, code) !== status)
    this.store.commit(owner, { type: 'bank-status-set', bank_code: code, status })
    for (const id of changed) {
      const data = bankStatusData(code, status, this.store.now(id))
      this.store.commit(id, ...this.#announce(id, 'bank-status', data))
    }
  }

  #announce(
    companyId: number,
    kind: Parameters<typeof transferCallback>[0]['kind'],
    data: string,
    about: Omit<Parameters<typeof transferCallback>[0], 'kind' | 'data'> = {},
  ): ChangeBody[] {
    const company = this.store.state.companies.get(companyId) as Company
    const id = this.store.nextId('callback')
    const callbacks = transferCallback(
      { kind, data, ...about },
      company,
      this.store.now(companyId),
      id,
    )
    return callbacks.map((callback) => ({ type: 'callback-scheduled', callback }))
  }

  /** Schedules and cancels as a change says. */
  follow(change: Change): void {
    switch (change.type) {
      case 'disbursement-created':
        this.#scheduleDisbursement(change.disbursement)
        break
      case 'disbursement-ended':
        this.agenda.remove(disbursementKey(change.disbursement_id))
        break
      case 'inquiry-made':
        this.#scheduleInquiry(change.inquiry)
        break
      case 'inquiry-ended':
        this.agenda.remove(inquiryKey(change.inquiry_id))
    }
  }

  #scheduleDisbursement({ id, company_id, course }: Disbursement): void {
    if (course === null || course.due === null) return
    const { status, reason } = course
    const end = () => {
      const disbursement = this.store.state.disbursements.get(id) as Disbursement
      const ended = this.end(disbursement, { status, reason, by: 'scenario' })
      this.store.commit(company_id, ...ended)
    }
    this.#schedule(disbursementKey(id), company_id, course.due, end)
  }

  #scheduleInquiry({ id, company_id, due, outcome }: Inquiry): void {
    if (due === null) return
    const end = () => {
      const inquiry = this.store.state.inquiries.get(id) as Inquiry
      this.store.commit(company_id, ...this.endInquiry(inquiry, outcome, 'scenario'))
    }
    this.#schedule(inquiryKey(id), company_id, due, end)
  }

  #schedule(key: string, company_id: number, due: number, end: () => void): void {
    this.agenda.put(committing(this.agenda, { key, company_id, due }, end))
  }
}

const USUAL = {
  status: 'DONE',
  reason: null,
  after: null,
  callback: { fault: null, after: 0 },
} as const

function disbursementKey(id: string): string {
  return `disbursement ${id}`
}

function inquiryKey(id: number): string {
  return `inquiry ${id}`
}
