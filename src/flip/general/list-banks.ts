import { isBlank } from '../../kyc/blank.js'
import { bankStatusOf } from '../../store/state.js'
import { BANKS } from '../../transfers/banks.js'
import type { FlipCall, PlainEndpoint } from '../protocol/endpoint.js'
import type { Answer } from '../protocol/errors.js'

/** An unknown code has an answer of its own shape (transfers.banks.unknown). */
function bankIsKnown({ form: { code } }: FlipCall): Answer | undefined {
  if (isBlank(code) || BANKS.has(code)) return undefined
  const hint = 'No bank has this code: leave code out for the list of all, in lower case.'
  return { status: 422, body: { message: 'BANK_NOT_FOUND' }, hint }
}

/** How many transfers wait at a bank, by its status (transfers.banks.queue). */
const QUEUE = { OPERATIONAL: 0, DISTURBED: 8, HEAVILY_DISTURBED: 64 } as const

/** `GET /general/banks`, one or all (transfers.banks.answer). */
export const listBanks: PlainEndpoint = {
  method: 'GET',
  path: '/general/banks',
  requires: [bankIsKnown],
  perform: ({ context: { store }, company, form: { code } }) =>
    [...BANKS]
      .filter(([bank_code]) => isBlank(code) || bank_code === code)
      .map(([bank_code, { name, fee }]) => {
        const status = bankStatusOf(store.state, company.id, bank_code)
        return { bank_code, name, fee, queue: QUEUE[status], status }
      }),
}
