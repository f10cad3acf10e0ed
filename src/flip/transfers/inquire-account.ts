import { isBlank } from '../../kyc/blank.js'
import { checkInquiry, inquiryAnswer, knownFromStart } from '../../transfers/inquiry.js'
import type { PlainEndpoint } from '../protocol/endpoint.js'
import { refusedFor } from '../protocol/transfer-errors.js'

/**
 * `POST /disbursement/bank-account-inquiry`: what is known of an account at once, of any other one by callback
 * (transfers.inquiry.first, transfers.inquiry.cached).
 */
export const inquireAccount: PlainEndpoint = {
  method: 'POST',
  path: '/disbursement/bank-account-inquiry',
  requires: [({ form }) => refusedFor(...checkInquiry(form))],
  perform({ context: { transfers }, company, form, commit }) {
    const key = form['inquiry_key']
    const account = {
      bank_code: form['bank_code'] as string,
      account_number: form['account_number'] as string,
      inquiry_key: isBlank(key) ? '' : key,
    }
    const known = knownFromStart(account) ?? transfers.inquiryOf(account, company)
    if (known !== undefined && known.status !== 'FAILED')
      return inquiryAnswer(account, known, account.inquiry_key)
    const inquiry = transfers.inquire(account, company)
    commit({ type: 'inquiry-made', inquiry })
    return inquiryAnswer(account, inquiry, account.inquiry_key)
  },
}
