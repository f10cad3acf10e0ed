import type { Agent } from '../../kyc/agent.js'
import { isBlank } from '../../kyc/blank.js'
import { JsonText } from '../../lib/json-text.js'
import { balanceOf, bankStatusOf, indexOf } from '../../store/state.js'
import { wallClock } from '../../time/machine.js'
import { BANKS, type Bank } from '../../transfers/banks.js'
import {
  checkKey,
  checkTransfer,
  DISBURSEMENT_ATTRIBUTES,
} from '../../transfers/check-disbursement.js'
import {
  asCreated,
  type Disbursement,
  disbursementJson,
  senderOf,
} from '../../transfers/disbursement.js'
import { SCRIPTED_CODES } from '../../transfers/error-codes.js'
import { FORBIDDEN, knownFromStart } from '../../transfers/inquiry.js'
import { checkRequestTime } from '../../transfers/request-time.js'
import { transactionId } from '../../transfers/transaction-id.js'
import type { Direction } from '../../transfers/words.js'
import { agentOfCompany, NO_SUCH_AGENT } from '../protocol/agent-of-company.js'
import type { FlipCall, PlainEndpoint, Requirement } from '../protocol/endpoint.js'
import { type Answer, agentsError, FlipError } from '../protocol/errors.js'
import { refusedFor, transferError } from '../protocol/transfer-errors.js'

const keyOf = ({ header }: FlipCall) => header('idempotency-key') ?? ''

/** A known key gets the first answer again, and nothing happens (transfers.idempotency.same-answer). */
function replay(call: FlipCall): Answer | undefined {
  const { state } = call.context.store
  const id = indexOf(state, call.company.id).idempotencyKeys.get(keyOf(call))
  const before = id === undefined ? undefined : state.disbursements.get(id)
  if (before === undefined) return undefined
  return {
    status: 200,
    body: new JsonText(disbursementJson(asCreated(before))),
    hint: 'This idempotency-key was used before: here is the first answer again; the body was ignored, and no second transfer was made.',
  }
}

const agentOf = (call: FlipCall) => agentOfCompany(call, call.form['agent_id'] as string)

/** An agent that does not exist is 404; what is no number is a mistake like others (transfers.create.agent). */
function agentExists(call: FlipCall): Answer | undefined {
  if (!/^\d+$/.test(call.form['agent_id'] ?? '') || agentOf(call) !== undefined) return undefined
  return agentsError(404, NO_SUCH_AGENT, 'Agent not found')
}

function agentMaySend(call: FlipCall): Answer | undefined {
  const { id, status, kyc_status } = agentOf(call) as Agent
  const attribute = 'agent_id'
  if (status !== 'ACTIVE')
    return refusedFor({
      attribute,
      code: 1091,
      hint: `The agent's account is ${status}: PATCH /_sandbox/agents/${id} sets it ACTIVE.`,
    })
  if (kyc_status === 'APPROVED') return undefined
  const hint = `The agent is in ${kyc_status}: it may send money once it is APPROVED.`
  return refusedFor({ attribute, code: 1090, hint })
}

/** What an inquiry says, or would say, of the account (transfers.create.account). */
function accountMayReceive({ form, context, company }: FlipCall): Answer | undefined {
  const status = context.transfers.statusOf(accountOf(form), company)
  const code = FORBIDDEN[status]
  if (code === undefined) return undefined
  const hint = `The account is ${status}, as an inquiry or the end of its number says: send to another account.`
  return refusedFor({ attribute: 'account_number', code, hint })
}

/** No transfer goes to a bank that is down (transfers.create.bank). */
function bankWorks({ form, context, company }: FlipCall): Answer | undefined {
  const { bank_code } = accountOf(form)
  if (bankStatusOf(context.store.state, company.id, bank_code) !== 'HEAVILY_DISTURBED')
    return undefined
  const hint =
    'The bank is HEAVILY_DISTURBED: wait until it is not, or set it with PUT /_sandbox/banks/:code.'
  return refusedFor({ attribute: 'bank_code', code: 1088, hint })
}

/** Codes that only a scenario answers (transfers.create.scripted-codes). */
function scriptedCode(call: FlipCall): Answer | undefined {
  const chosen = chosenFor(call)
  const code = chosen?.course.answer?.code ?? null
  if (code === null) return undefined
  const hint = `The scenario ${chosen?.scenario.name} asks for this answer; nothing was sent.`
  return refusedFor({ attribute: SCRIPTED_CODES[code], code, hint })
}

/** Amount and fee must be there (transfers.create.balance). */
function balanceSuffices({ form, context: { store }, company }: FlipCall): Answer | undefined {
  const { fee } = BANKS.get(form['bank_code'] as string) as Bank
  if (Number(form['amount']) + fee <= balanceOf(store.state, company.id)) return undefined
  const hint = `Amount and fee (${fee}) are more than the balance: set it with PUT /_sandbox/balance.`
  return transferError([{ attribute: 'amount', code: 1035, hint }], 'BALANCE_INSUFFICIENT')
}

const accountOf = (form: FlipCall['form']) => ({
  bank_code: form['bank_code'] as string,
  account_number: form['account_number'] as string,
})

function chosenFor(call: FlipCall) {
  const { form, context, company } = call
  const account = form['account_number'] as string
  return context.transfers.scenarioOf(agentOf(call) as Agent, account, company)
}

/** In this order (transfers.create.order). */
const REQUIRES: readonly Requirement[] = [
  (call) => refusedFor(checkKey(keyOf(call))),
  replay,
  ({ header }) => refusedFor(checkRequestTime(header('x-timestamp'), wallClock())),
  agentExists,
  ({ form }) => refusedFor(...checkTransfer(DISBURSEMENT_ATTRIBUTES, form)),
  agentMaySend,
  accountMayReceive,
  bankWorks,
  scriptedCode,
  balanceSuffices,
]

/** `POST /agent-disbursements`: sends an agent's money (transfers.create.pending). */
export const createDisbursement: PlainEndpoint = {
  method: 'POST',
  path: '/agent-disbursements',
  requires: REQUIRES,
  perform(call) {
    const { context, commit, spoil } = call
    const chosen = chosenFor(call)
    const disbursement = newDisbursement(call, chosen)
    commit({ type: 'disbursement-created', disbursement })
    const { status = null, fault = null } = chosen?.course.answer ?? {}
    if (fault !== null) spoil(fault)
    if (status !== null) {
      const hint = `The scenario ${chosen?.scenario.name} asks for this answer; the transfer was made: send it again with the same idempotency-key.`
      throw new FlipError(agentsError(status, hint))
    }
    return new JsonText(
      disbursementJson(context.store.state.disbursements.get(disbursement.id) as Disbursement),
    )
  },
}

function newDisbursement(call: FlipCall, chosen: ReturnType<typeof chosenFor>): Disbursement {
  const { form, context, company } = call
  const { store, transfers } = context
  const agent = agentOf(call) as Agent
  const account = accountOf(form)
  const number = store.nextId('disbursement')
  const known = knownFromStart(account) ?? transfers.inquiryOf(account, company)
  return {
    number,
    id: transactionId(number, company.transaction_ids),
    company_id: company.id,
    agent_id: agent.id,
    amount: Number(form['amount']),
    fee: (BANKS.get(account.bank_code) as Bank).fee,
    status: 'PENDING',
    reason: null,
    ...account,
    recipient_name: known?.account_holder || '-',
    remark: form['remark']?.trim() === '' ? '' : (form['remark'] ?? ''),
    direction: form['direction'] as Direction,
    beneficiary_email: isBlank(form['beneficiary_email']) ? '' : form['beneficiary_email'],
    idempotency_key: keyOf(call),
    sender: senderOf(agent),
    created_at: store.now(company.id),
    ended_at: null,
    scenario: chosen?.scenario ?? null,
    course: transfers.courseOf(chosen, company),
    callback_ids: [],
  }
}
