import type { Form } from '../kyc/agent-attributes.js'
import { isBlank } from '../kyc/blank.js'
import { type Disbursement, disbursementJson } from './disbursement.js'
import type { TransferErrorCode, TransferRefusal } from './error-codes.js'
import { readTransactionId } from './transaction-id.js'

/** The list of a company's transfers: which, in what order, which page. */

const USUAL_SIZE = 20
const SORTS = ['id', 'amount', 'status'] as const

const FILTERS = ['agent_id', 'id', 'amount', 'status'] as const

type Sort = (typeof SORTS)[number]

const COMPARE: Readonly<Record<Sort, (a: Disbursement, b: Disbursement) => number>> = {
  id: (a, b) => a.number - b.number,
  amount: (a, b) => a.amount - b.amount,
  status: (a, b) => a.status.localeCompare(b.status),
}

/** Checks a list's query; unknown parameters are ignored (transfers.list.unknown-parameters). */
export function checkList(form: Form): TransferRefusal[] {
  const refuse = (attribute: string, code: TransferErrorCode, hint: string) => ({
    attribute,
    code,
    hint,
  })
  const { agent_id, sort } = form
  return [
    ...(isBlank(agent_id) || /^\d+$/.test(agent_id)
      ? []
      : [refuse('agent_id', 1020, 'agent_id must be a number: leave it out for all agents.')]),
    ...['pagination', 'page'].flatMap((name) =>
      isCount(form[name]) ? [] : [refuse(name, 1032, `${name} must be a number from 1.`)],
    ),
    ...(isBlank(sort) || SORTS.some((one) => one === sort.replace(/^-/, ''))
      ? []
      : [
          refuse(
            'sort',
            1041,
            `sort must be one of: ${SORTS.join(', ')}, with - first for descending.`,
          ),
        ]),
  ]
}

function isCount(value: string | undefined): boolean {
  return isBlank(value) || (/^\d{1,15}$/.test(value) && Number(value) > 0)
}

/**
 * The JSON text of one page of a list whose query was checked (transfers.list.answer).
 * @param own the ids of the company's transfers, in the order of their making
 */
export function listJson(
  own: readonly string[],
  disbursements: ReadonlyMap<string, Disbursement>,
  form: Form,
): string {
  const found = foundOf(own, disbursements, form)
  const size = count(form['pagination'], USUAL_SIZE)
  const page = count(form['page'], 1)
  const shown = found
    .slice((page - 1) * size, page * size)
    .map((id) => disbursementJson(disbursements.get(id) as Disbursement))
  const head = {
    total_data: found.length,
    data_per_page: size,
    total_page: Math.ceil(found.length / size),
    page,
  }
  return `${JSON.stringify(head).slice(0, -1)},"data":[${shown.join(',')}]}`
}

/** The ids that are asked for, in their order. Most lists need no look at every transfer. */
function foundOf(
  own: readonly string[],
  disbursements: ReadonlyMap<string, Disbursement>,
  form: Form,
): readonly string[] {
  const sort = isBlank(form['sort']) ? 'id' : form['sort']
  const descending = sort.startsWith('-')
  const key = sort.replace(/^-/, '') as Sort
  if (key === 'id' && FILTERS.every((name) => isBlank(form[name])))
    return descending ? own.toReversed() : own
  const found = own.map((id) => disbursements.get(id) as Disbursement).filter(chosenBy(form))
  const by = COMPARE[key]
  const sign = descending ? -1 : 1
  // Where two are alike, they come in the order of their making.
  return found.sort((a, b) => sign * by(a, b) || a.number - b.number).map(({ id }) => id)
}

function count(value: string | undefined, usual: number): number {
  return isBlank(value) ? usual : Number(value)
}

/** Whether a transfer is asked for (transfers.list.filters). */
function chosenBy(form: Form): (disbursement: Disbursement) => boolean {
  const { agent_id, id, amount, status } = form
  return (one) =>
    (isBlank(agent_id) || one.agent_id === Number(agent_id)) &&
    (isBlank(id) || one.id === readTransactionId(id)) &&
    (isBlank(amount) || String(one.amount) === amount) &&
    (isBlank(status) || one.status === status)
}
