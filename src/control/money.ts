import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import { nearest } from '../lib/nearest.js'
import { balanceOf, bankStatusOf, pendingOf } from '../store/state.js'
import { BANK_CODES, BANKS, type Bank } from '../transfers/banks.js'
import { MOST_RUPIAH } from '../transfers/words.js'
import { invalid, notFound } from './control-error.js'
import { CompanyScope } from './definitions/common.js'
import { BalanceQuery, BalanceRequest, BankRequest } from './definitions/transfers.js'
import { bodyAndQuery, companyWithId, ownerOf, reader } from './input.js'
import { whole } from './paging.js'

const readScope = reader(CompanyScope)
const readBank = reader(BankRequest)
const readBalanceQuery = reader(BalanceQuery)
const readBalance = reader(BalanceRequest)

/** `/_sandbox/banks` and `/_sandbox/balance`. */
export function moneyRoutes(app: FastifyInstance, { store, transfers }: Context): void {
  const bankView = (owner: number, code: string) => {
    const { name, fee } = BANKS.get(code) as Bank
    return { bank_code: code, name, fee, status: bankStatusOf(store.state, owner, code) }
  }
  const known = (code: string): string => {
    if (BANKS.has(code)) return code
    const near = nearest(code, BANK_CODES)
    const guess = near === null ? '' : `Did you mean "${near}"? `
    throw notFound(`bank "${code}"`, `${guess}GET /_sandbox/banks lists them.`)
  }

  app.get('/banks', (request) => {
    const owner = ownerOf(store.state, readScope(request.query))
    return whole(BANK_CODES.map((code) => bankView(owner, code)))
  })

  app.get('/banks/:code', (request) => {
    const owner = ownerOf(store.state, readScope(request.query))
    return bankView(owner, known((request.params as { code: string }).code))
  })

  app.put('/banks/:code', (request) => {
    const code = known((request.params as { code: string }).code)
    const { status, ...scope } = readBank(bodyAndQuery(request))
    const owner = ownerOf(store.state, scope)
    transfers.setBankStatus(owner, code, status)
    return bankView(owner, code)
  })

  const balanceView = (id: number) => ({ company_id: id, balance: balanceOf(store.state, id) })

  app.get('/balance', (request) => {
    const { company_id = FIRST_COMPANY } = readBalanceQuery(request.query)
    return balanceView(companyWithId(store.state, company_id).id)
  })

  app.put('/balance', (request) => {
    const { company_id = FIRST_COMPANY, balance } = readBalance(bodyAndQuery(request))
    const { id } = companyWithId(store.state, company_id)
    const pending = pendingOf(store.state, id)
    if (balance + pending > MOST_RUPIAH) {
      throw invalid(
        `With what is pending (${pending}), the balance could come to more than ${MOST_RUPIAH} rupiah, which is the most: set a lower one, or end what is pending first.`,
      )
    }
    store.commit(id, { type: 'balance-set', balance })
    return balanceView(id)
  })
}
