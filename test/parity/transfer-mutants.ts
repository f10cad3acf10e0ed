import type { Passing } from '../helpers/rewriting-proxy.js'
import type { Mutant } from './mutants.js'

/** Differences in what is refused of money, which is all that parity asks about it. */

const calls = (method: string, path: RegExp) => (request: Passing) =>
  request.method === method && path.test(request.path)
const transfers = calls('POST', /\/agent-disbursements$/)
const inquiries = calls('POST', /\/bank-account-inquiry$/)
const lists = calls('GET', /\/agent-disbursements\?/)
const banks = calls('GET', /\/general\/banks/)

type Errors = { attribute: string; code: number; message: string }[]

/** Changes each error of a call. */
function errors(
  where: (request: Passing) => boolean,
  change: (error: Errors[number]) => void,
): Mutant['answer'] {
  return ({ body }, request) => {
    if (where(request)) for (const error of (body.errors ?? []) as Errors) change(error)
  }
}

/** Changes what a call is sent. */
function sent(
  where: (request: Passing) => boolean,
  change: (form: URLSearchParams) => void,
): Mutant['request'] {
  return (request) => {
    if (!where(request) || !`${request.headers['content-type']}`.includes('urlencoded')) return
    const form = new URLSearchParams(request.body.toString())
    change(form)
    request.body = Buffer.from(form.toString())
  }
}

export const TRANSFER_MUTANTS: readonly Mutant[] = [
  {
    name: 'another text of 1021',
    rules: ['transfers.code-1021'],
    answer: errors(transfers, (error) => {
      if (error.code === 1021) error.message = 'The amount is too small'
    }),
  },
  {
    name: 'another code of an unknown bank',
    rules: ['transfers.code-1033'],
    answer: errors(transfers, (error) => {
      if (error.code === 1033) error.code = 1041
    }),
  },
  {
    name: 'another code of an old X-TIMESTAMP',
    rules: ['transfers.code-1094', 'transfers.create.order', 'transfers.timestamp.stale'],
    answer: errors(transfers, (error) => {
      if (error.code === 1094) error.code = 1095
    }),
  },
  {
    name: 'another text of an agent that has no transfers because it is none',
    rules: ['transfers.create.agent'],
    answer: ({ body }, request) => {
      if (transfers(request) && body.message === 'Agent not found') body.message = 'No such agent'
    },
  },
  {
    name: 'transfers without an idempotency-key taken',
    rules: ['transfers.create.key', 'transfers.create.order'],
    request: (request) => {
      if (transfers(request)) request.headers['idempotency-key'] ??= 'some-key'
    },
  },
  {
    name: 'a remark of 19 characters cut off',
    rules: ['transfers.code-1024', 'transfers.create.remark'],
    request: sent(transfers, (form) => {
      const remark = form.get('remark')
      if (remark !== null) form.set('remark', remark.slice(0, 18))
    }),
  },
  {
    name: 'amounts with cents taken',
    rules: ['transfers.create.amount'],
    request: sent(transfers, (form) => {
      const amount = form.get('amount')
      if (amount !== null) form.set('amount', amount.replace('.5', ''))
    }),
  },
  {
    name: 'one message for every refused inquiry',
    rules: ['transfers.code-2004'],
    answer: errors(inquiries, (error) => {
      error.message = 'The inquiry is invalid'
    }),
  },
  {
    name: 'pages of ten transfers',
    rules: ['transfers.list.pages'],
    answer: ({ body }, request) => {
      if (lists(request) && body.data_per_page === 20) body.data_per_page = 10
    },
  },
  {
    name: 'the keys of a list of transfers in another order',
    rules: ['transfers.list.answer'],
    answer: (answer, request) => {
      if (!lists(request) || answer.status !== 200) return
      const { data, ...others } = answer.body
      answer.body = { data, ...others }
    },
  },
  {
    name: 'a balance with a unit',
    rules: ['transfers.balance.answer'],
    answer: ({ body }) => {
      if (body.balance !== undefined) body.balance = `Rp${body.balance}`
    },
  },
  {
    name: 'banks that cost more',
    rules: ['transfers.banks.fee'],
    answer: ({ status, body }, request) => {
      if (status === 200 && banks(request)) body[0].fee = 6500
    },
  },
  {
    name: 'the usual errors for an unknown bank',
    rules: ['transfers.banks.unknown'],
    answer: (answer) => {
      if (answer.body.message === 'BANK_NOT_FOUND') answer.body = { code: 'VALIDATION_ERROR' }
    },
  },
  {
    name: 'another text of a transfer that is not there',
    rules: ['transfers.get.unknown'],
    answer: ({ body }) => {
      if (body.message === 'Agent disbursement not found') body.message = 'Not found'
    },
  },
]
