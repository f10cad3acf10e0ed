import { ALL_COMPANIES } from '../../kyc/company.js'
import type { TransferChange } from '../../transfers/changes.js'
import type { Reducers } from '../change.js'
import { balanceOf, controlsOf, putDisbursement, putInquiry, raise, type State } from '../state.js'
import { changeControls } from './controls.js'

/** What happens to money (transfers.status.balance). */
export const transferReducers: Reducers<TransferChange['type']> = {
  'disbursement-created': (state, { company_id, disbursement }) => {
    putDisbursement(state, disbursement)
    raise(state, 'disbursement', disbursement.number)
    addToBalance(state, company_id, -(disbursement.amount + disbursement.fee))
  },
  'disbursement-ended': (state, { company_id, at, disbursement_id, status, reason }) => {
    const before = state.disbursements.get(disbursement_id)
    if (before?.status !== 'PENDING') return
    putDisbursement(state, { ...before, status, reason, ended_at: at, course: null })
    if (status === 'CANCELLED') addToBalance(state, company_id, before.amount + before.fee)
  },
  'inquiry-made': (state, { inquiry }) => {
    putInquiry(state, inquiry)
    raise(state, 'inquiry', inquiry.id)
  },
  'inquiry-ended': (state, { inquiry_id, status, account_holder }) => {
    const before = state.inquiries.get(inquiry_id)
    if (before === undefined) return
    putInquiry(state, { ...before, status, account_holder, due: null })
  },
  'balance-set': (state, { company_id, balance }) => changeControls(state, company_id, { balance }),
  'bank-status-set': (state, { company_id, at, bank_code, status }) => {
    const set = (banks = {}) => ({ ...banks, [bank_code]: { status, at } })
    if (company_id === ALL_COMPANIES) {
      for (const [id, own] of state.controls)
        if (own.banks?.[bank_code] !== undefined)
          state.controls.set(id, { ...own, banks: set(own.banks) })
    }
    changeControls(state, company_id, { banks: set(controlsOf(state, company_id).banks) })
  },
}

function addToBalance(state: State, companyId: number, amount: number): void {
  changeControls(state, companyId, { balance: balanceOf(state, companyId) + amount })
}
