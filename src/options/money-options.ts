import { USUAL_MONEY } from '../kyc/company.js'
import { option } from './option.js'
import { choice, duration, httpUrl, wholeNumber } from './values.js'

const INBOX = "the sandbox's own inbox"

/** The options of money transfer. */
export const MONEY_OPTIONS = [
  option({
    key: 'disbursement_callback_url',
    value: USUAL_MONEY.disbursement_callback_url,
    takes: '<url>',
    about: 'where callbacks about transfers go',
    default: INBOX,
    parse: httpUrl,
  }),
  option({
    key: 'inquiry_callback_url',
    value: USUAL_MONEY.inquiry_callback_url,
    takes: '<url>',
    about: 'where callbacks about account inquiries go',
    default: INBOX,
    parse: httpUrl,
  }),
  option({
    key: 'bank_status_callback_url',
    value: USUAL_MONEY.bank_status_callback_url,
    takes: '<url>',
    about: 'where callbacks about banks go',
    default: INBOX,
    parse: httpUrl,
  }),
  option({
    key: 'disbursement_delay',
    value: USUAL_MONEY.disbursement_delay,
    takes: '<duration>',
    about: 'how long each transfer or account inquiry takes',
    parse: duration,
  }),
  option({
    key: 'balance',
    value: USUAL_MONEY.balance,
    takes: '<rupiah>',
    about: 'what a company begins with, and has again after a reset',
    parse: wholeNumber(0, 900_000_000_000_000),
  }),
  option({
    key: 'transaction_ids',
    value: USUAL_MONEY.transaction_ids,
    takes: 'long|small',
    about: 'whether ids of transfers have 19 digits, or count from 1 as before December 2025',
    parse: choice(['long', 'small']),
  }),
  option({
    key: 'disbursements',
    value: USUAL_MONEY.disbursements,
    takes: 'auto|manual',
    about: 'whether transfers and inquiries end by themselves, or wait for a person',
    parse: choice(['auto', 'manual']),
  }),
] as const
