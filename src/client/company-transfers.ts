import type {
  BankDetail,
  BankStatus,
  DisbursementDetail,
  DisbursementListItem,
  InquiryDetail,
  InquiryStatus,
  Page,
} from '../control/types.js'
import type { DisbursementDecision, DisbursementFilter, InquiryFilter } from './inputs.js'
import type { TransferCalls } from './transfer-calls.js'

/** What a company has of money. */
export class CompanyTransfers<Client extends TransferCalls = TransferCalls> {
  constructor(
    /** The client that it belongs to, for all companies. */
    readonly client: Client,
    /** Its number, which `companyId` takes. */
    readonly id: number,
  ) {}

  /** Its transfers, newest first. */
  disbursements(filter: DisbursementFilter = {}): Promise<Page<DisbursementListItem>> {
    return this.client.disbursements({ ...filter, companyId: this.id })
  }

  /** Ends one of its transfers by hand. @throws {SandboxError} 409 when it has ended already */
  decideDisbursement(id: string, decision: DisbursementDecision): Promise<DisbursementDetail> {
    return this.client.decideDisbursement(id, decision)
  }

  /** Its account inquiries, newest first. */
  inquiries(filter: InquiryFilter = {}): Promise<Page<InquiryDetail>> {
    return this.client.inquiries({ ...filter, companyId: this.id })
  }

  /** Ends one of its account inquiries by hand. @throws {SandboxError} 409 when it has ended already */
  decideInquiry(id: number, status: Exclude<InquiryStatus, 'PENDING'>): Promise<InquiryDetail> {
    return this.client.decideInquiry(id, status)
  }

  /** What it has, in whole rupiah; the client's `balance` returns the company with it. */
  async balance(): Promise<number> {
    return (await this.client.balance({ companyId: this.id })).balance
  }

  /** Sets what it has, in whole rupiah. Returns nothing, unlike the client's `setBalance`. */
  async setBalance(balance: number): Promise<void> {
    await this.client.setBalance(balance, { companyId: this.id })
  }

  /** The banks, and how well each works for it. */
  banks(): Promise<Page<BankDetail>> {
    return this.client.banks({ companyId: this.id })
  }

  /** Lets a bank work better or worse for it; a callback tells it. */
  setBankStatus(code: string, status: BankStatus): Promise<BankDetail> {
    return this.client.setBankStatus(code, status, { companyId: this.id })
  }
}
