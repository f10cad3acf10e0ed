import type { State } from '../store/state.js'
import type { Disbursement } from '../transfers/disbursement.js'
import type { Inquiry } from '../transfers/inquiry.js'
import type { DisbursementDetail, DisbursementListItem, InquiryDetail } from './types.js'
import { callbackSummary, time } from './views.js'

/** Turns what the state has about money into what the control API answers. */

/** A transfer as lists show it. */
export function disbursementSummary({
  number: _,
  callback_ids: __,
  course,
  created_at,
  ended_at,
  ...facts
}: Disbursement): DisbursementListItem {
  return {
    ...facts,
    created_at: time(created_at),
    ended_at: time(ended_at),
    due: time(course?.due ?? null),
  }
}

/** A transfer with its callbacks. */
export function disbursementView(state: State, disbursement: Disbursement): DisbursementDetail {
  return {
    ...disbursementSummary(disbursement),
    callbacks: disbursement.callback_ids
      .map((id) => state.callbacks.get(id))
      .filter((callback) => callback !== undefined)
      .map(callbackSummary),
  }
}

export function inquiryView({ outcome: _, due, ...facts }: Inquiry): InquiryDetail {
  return { ...facts, due: time(due) }
}
