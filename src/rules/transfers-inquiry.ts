import { assumed, documented, rulesOf } from './rule.js'

export const INQUIRY = rulesOf('POST /disbursement/bank-account-inquiry', [
  documented(
    'transfers.inquiry.attributes',
    ['R2'],
    'account_number and bank_code are required, and inquiry_key has letters and digits alone.',
  ),
  assumed('transfers.inquiry.key', 'inquiry_key has at most 255 characters.'),
  documented(
    'transfers.inquiry.answer',
    ['R2'],
    'The answer has bank_code, account_number, account_holder, status and inquiry_key, in this order, the number as a text.',
  ),
  documented(
    'transfers.inquiry.first',
    ['R'],
    'An account that is not known is PENDING, and its result comes by callback.',
  ),
  documented(
    'transfers.inquiry.cached',
    ['R'],
    'An account that is known is answered at once, without a callback.',
  ),
  assumed(
    'transfers.inquiry.known',
    'The account 5465327020 at bca is known from the start, and 1232123123212 is invalid everywhere.',
  ),
  documented(
    'transfers.inquiry.statuses',
    ['R2'],
    'The results are SUCCESS, INVALID_ACCOUNT_NUMBER, SUSPECTED_ACCOUNT, BLACK_LISTED, FAILED and CLOSED.',
  ),
  assumed(
    'transfers.inquiry.failed',
    'An account whose inquiry has FAILED can be asked for again, and no other one.',
  ),
  documented(
    'transfers.inquiry.manual',
    ['R2'],
    'Test mode does not process inquiries, which is so where disbursements are manual and no scenario says otherwise.',
  ),
])
