import type {
  BalanceDetail,
  BankDetail,
  BankStatus,
  DisbursementDetail,
  DisbursementListItem,
  InquiryDetail,
  InquiryStatus,
  Page,
} from '../control/types.js'
import { Caller } from './caller.js'
import type {
  DisbursementDecision,
  DisbursementFilter,
  InCompany,
  InquiryFilter,
} from './inputs.js'
import { snakeCase } from './snake-case.js'

/** The calls of the control API that are about money. Ids of transfers are texts of digits. */
export class TransferCalls extends Caller {
  /** The transfers, newest first. `disbursements({ status: 'PENDING' })` */
  async disbursements(
    filter: InCompany & DisbursementFilter = {},
  ): Promise<Page<DisbursementListItem>> {
    return this.call('GET', '/disbursements', snakeCase(filter))
  }

  /** A transfer, with the callbacks about it. */
  disbursement(id: string): Promise<DisbursementDetail> {
    return this.call('GET', `/disbursements/${id}`)
  }

  /** Ends a transfer by hand. @throws {SandboxError} 409 when it has ended already */
  decideDisbursement(id: string, decision: DisbursementDecision): Promise<DisbursementDetail> {
    return this.call('POST', `/disbursements/${id}/decision`, {}, decision)
  }

  /** What companies have asked about accounts, newest first. */
  async inquiries(filter: InCompany & InquiryFilter = {}): Promise<Page<InquiryDetail>> {
    return this.call('GET', '/inquiries', snakeCase(filter))
  }

  /** Ends an account inquiry by hand. @throws {SandboxError} 409 when it has ended already */
  decideInquiry(id: number, status: Exclude<InquiryStatus, 'PENDING'>): Promise<InquiryDetail> {
    return this.call('POST', `/inquiries/${id}/decision`, {}, { status })
  }

  /** The banks, and how well they work, for a company or for all. */
  async banks(scope: InCompany = {}): Promise<Page<BankDetail>> {
    return this.call('GET', '/banks', snakeCase(scope))
  }

  /** Lets a bank work better or worse; each company that it concerns gets a callback. `setBankStatus('bca', 'DISTURBED')` */
  async setBankStatus(
    code: string,
    status: BankStatus,
    scope: InCompany = {},
  ): Promise<BankDetail> {
    return this.call('PUT', `/banks/${encodeURIComponent(code)}`, snakeCase(scope), { status })
  }

  /** What a company has (company 1, unless you name one), in whole rupiah. */
  async balance(scope: InCompany = {}): Promise<BalanceDetail> {
    return this.call('GET', '/balance', snakeCase(scope))
  }

  /** Sets what a company has, in whole rupiah. */
  async setBalance(balance: number, scope: InCompany = {}): Promise<BalanceDetail> {
    return this.call('PUT', '/balance', snakeCase(scope), { balance })
  }
}
