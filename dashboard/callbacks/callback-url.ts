import type { CallbackKind } from '../../src/control/types.js'
import type { Company } from '../types.js'

/** Where a company's callbacks of a kind go now; null: to the inbox. */
export function urlOf(kind: CallbackKind, company: Company): string | null {
  switch (kind) {
    case 'kyc':
      return company.callback_url
    case 'disbursement':
      return company.disbursement_callback_url
    case 'inquiry':
      return company.inquiry_callback_url
    case 'bank-status':
      return company.bank_status_callback_url
  }
}
