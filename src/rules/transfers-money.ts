import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const BALANCE_AND_BANKS = rulesOf('GET /general/balance and banks', [
  documented('transfers.balance.answer', ['R'], 'The balance is an integer under balance.'),
  documented(
    'transfers.balance.start',
    ['R2'],
    'A company begins with 950,000,000,000 rupiah, as in test mode.',
  ),
  documented(
    'transfers.banks.answer',
    ['R'],
    'Banks are a list of bank_code, name, fee, queue and status.',
  ),
  documented('transfers.banks.code', ['R'], 'With code, the list has that bank alone.'),
  documented(
    'transfers.banks.unknown',
    ['R3'],
    'An unknown bank code is 422 with the message BANK_NOT_FOUND and nothing else.',
  ),
  assumed(
    'transfers.banks.codes',
    'There are 41 banks and e-wallets, of the about 140 that Flip has.',
  ),
  assumed('transfers.banks.fee', 'A transfer costs 5,000 rupiah at every bank.'),
  assumed('transfers.banks.queue', 'The queue is 0, or 8 or 64 where a bank is disturbed.'),
])

export const TRANSFER_STATUS = rulesOf('Transfers and money', [
  documented(
    'transfers.status.auto',
    ['R'],
    'A transfer that is processed becomes DONE, one that fails CANCELLED.',
  ),
  documented(
    'transfers.status.manual',
    ['R2'],
    'In test mode a transfer stays PENDING until somebody decides, which an option of the company asks for where no scenario says otherwise.',
  ),
  assumed('transfers.status.final', 'DONE and CANCELLED are final.'),
  contradictory(
    'transfers.status.reasons',
    ['R2'],
    'R2 lists six reasons of a cancelled transfer; clients know more.',
    'Those six, and EXCEEDED_TRANSACTION_AMOUNT_LIMIT.',
  ),
  documented(
    'transfers.status.balance',
    ['R'],
    'Amount and fee are taken when a transfer is made, and given back when it is CANCELLED.',
  ),
  assumed(
    'transfers.status.blocked',
    'An agent who is blocked after a transfer was made does not stop it.',
  ),
])
