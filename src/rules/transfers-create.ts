import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const CREATE_DISBURSEMENT = rulesOf('POST /agent-disbursements', [
  documented(
    'transfers.paths.v2',
    ['R3'],
    'Money transfer lies on the agents host, under v2 as everything else there.',
  ),
  contradictory(
    'transfers.paths.v3',
    ['R2', 'R3'],
    'The table of R2 prints agent-disbursements under v3, R3 and all known clients call v2.',
    'v2, and v3 answers alike; the account inquiry is under v2 alone, get-disbursement under v3 alone.',
  ),
  assumed(
    'transfers.paths.hints',
    'Paths that texts or clients print and that do not exist are 404 with a hint that names the right one.',
  ),
  documented(
    'transfers.create.form',
    ['R'],
    'A transfer is sent as application/x-www-form-urlencoded.',
  ),
  documented(
    'transfers.create.key',
    ['R2', 'R3'],
    'The header idempotency-key is required, and has at most 255 characters.',
  ),
  documented(
    'transfers.idempotency.same-answer',
    ['R'],
    'The same key again gets the first answer again with status 200, and no second transfer is made.',
  ),
  assumed(
    'transfers.idempotency.body',
    'A key that comes again with another body gets the first answer, with a hint that the body was ignored.',
  ),
  assumed(
    'transfers.idempotency.stored',
    'The answer that comes again is the one given then, still PENDING after the transfer has ended.',
  ),
  assumed('transfers.idempotency.refusals', 'A call that was refused leaves its key free.'),
  assumed('transfers.idempotency.company', 'Keys belong to a company, under v2 and v3 alike.'),
  contradictory(
    'transfers.idempotency.cancelled',
    ['R1', 'R2', 'R3'],
    'R1 frees the key of a transfer that was cancelled; R2 and R3 say nothing of it.',
    'The key stays taken.',
  ),
  documented(
    'transfers.timestamp.optional',
    ['R2', 'R3'],
    'The header X-TIMESTAMP is optional, an ISO 8601 time with its offset, and may be empty.',
  ),
  documented(
    'transfers.timestamp.stale',
    ['R2'],
    'An X-TIMESTAMP more than 60 seconds older than the server is 1094.',
  ),
  assumed(
    'transfers.timestamp.clock',
    "An X-TIMESTAMP is compared with the machine's time, which a company's clock does not move.",
  ),
  assumed(
    'transfers.timestamp.create-alone',
    'X-TIMESTAMP is looked at where a transfer is made, and by no other call.',
  ),
  assumed(
    'transfers.timestamp.format',
    'An X-TIMESTAMP that is no such time, or has no offset, is 1095, and one ahead of the server is taken.',
  ),
  documented('transfers.create.agent', ['R3'], 'An agent that the company does not have is 404.'),
  documented(
    'transfers.create.attributes',
    ['R2'],
    'agent_id, account_number, amount, bank_code and direction are required, remark and beneficiary_email are optional.',
  ),
  assumed(
    'transfers.create.account-number',
    'account_number has digits alone, at most 34, and keeps its leading zeros.',
  ),
  documented('transfers.create.amount', ['R2'], 'amount is whole rupiah, at least 10,000.'),
  documented(
    'transfers.create.amount.of-bank',
    ['R2'],
    'A bank may have a minimum of its own, as DANA has 20,500.',
  ),
  documented(
    'transfers.create.direction',
    ['R2'],
    'direction is DOMESTIC_SPECIAL_TRANSFER or FOREIGN_INBOUND_SPECIAL_TRANSFER.',
  ),
  documented(
    'transfers.create.remark',
    ['R2'],
    'remark has letters, digits, spaces and . - / ( ), at most 18.',
  ),
  assumed('transfers.create.every-attribute', 'Every failing attribute of a transfer is listed.'),
  documented(
    'transfers.create.active',
    ['R2'],
    'An agent whose account is not ACTIVE sends nothing.',
  ),
  documented('transfers.create.approved', ['R2'], 'An agent that is not APPROVED sends nothing.'),
  assumed(
    'transfers.create.account',
    'An account of which an inquiry says, or would say, that it is invalid, black-listed or closed gets nothing.',
  ),
  assumed('transfers.create.bank', 'A bank that is HEAVILY_DISTURBED takes nothing.'),
  assumed(
    'transfers.create.scripted-codes',
    'The codes 999, 1074, 1080, 1089 and 1093 come from scenarios alone.',
  ),
  assumed(
    'transfers.create.scripted-500',
    'A scenario can answer 500 after the transfer was made, and the same key then finds it.',
  ),
  documented(
    'transfers.create.balance',
    ['R'],
    'Where the balance is less than amount and fee, the code is BALANCE_INSUFFICIENT.',
  ),
  assumed(
    'transfers.create.order',
    'The checks come in this order: key, replay, X-TIMESTAMP, agent, attributes, status of the agent, its KYC, account, bank, codes of a scenario, balance.',
  ),
  contradictory(
    'transfers.create.pending',
    ['R2', 'R3'],
    'A sample of R2 answers DONE; its picture and R3 answer PENDING.',
    'Always PENDING.',
  ),
  documented(
    'transfers.object.keys',
    ['R2'],
    'A transfer has 22 keys in the order of the sample, with reason behind status.',
  ),
  assumed(
    'transfers.object.constants',
    'sender_bank is bri, bundle_id 0, recipient_city 391, created_from API, and user_id the number of the company.',
  ),
  contradictory(
    'transfers.object.recipient-name',
    ['R1', 'R2'],
    'The reference has "-" for a holder who is not known; a recorded answer has an empty text.',
    '"-", and the holder where an inquiry has found one.',
  ),
  contradictory(
    'transfers.object.time-served',
    ['R1', 'R2', 'R3'],
    'A time that has not come is 0000-00-00 00:00:00 in R1 and R2, RFC 3339 in R3, and (not set) in a recorded answer.',
    'As in R1 and R2, and set when the transfer is DONE.',
  ),
  assumed(
    'transfers.object.sender',
    'sender is the agent as it was: no place of birth, its date as DD-MM-YYYY, nat_id or passport, and its occupation in lower case.',
  ),
  documented(
    'transfers.ids.long',
    ['R4'],
    'Ids of transfers have 19 digits, and are JSON numbers.',
  ),
  assumed(
    'transfers.ids.small',
    'A company can have ids that count from 1, as they were before December 2025.',
  ),
])
