import { assumed, documented, rulesOf } from './rule.js'

export const READ_DISBURSEMENTS = rulesOf('GET /agent-disbursements', [
  documented(
    'transfers.get.answer',
    ['R2', 'R3'],
    'GET /agent-disbursements/:id answers the transfer as it is now.',
  ),
  documented(
    'transfers.get.unknown',
    ['R3'],
    'No such transfer is 404 with the message "Agent disbursement not found".',
  ),
  assumed(
    'transfers.get.rounded',
    'An id that a client has rounded is not found, and the hint says which one was meant.',
  ),
  documented(
    'transfers.object.receipt',
    ['R'],
    'receipt is the URL of an image when the transfer is DONE, else an empty text.',
  ),
  documented(
    'transfers.list.answer',
    ['R2'],
    'A list has total_data, data_per_page, total_page, page and data, in this order.',
  ),
  documented(
    'transfers.list.pages',
    ['R2'],
    'pagination is the size of a page, 20 without it, and page which one.',
  ),
  documented(
    'transfers.list.sort',
    ['R2'],
    'sort is id, amount or status, with - first for descending.',
  ),
  assumed('transfers.list.order', 'Without sort, the oldest comes first.'),
  documented(
    'transfers.list.filters',
    ['R2', 'R3'],
    'agent_id, id, amount and status choose transfers, exactly.',
  ),
  assumed('transfers.list.unknown-parameters', 'A list ignores parameters that it does not know.'),
  assumed(
    'transfers.list.by-key',
    'A list that is asked for an idempotency key is the plain list, with a hint that names get-disbursement.',
  ),
  assumed(
    'transfers.list.of-money-transfer',
    'GET /v2/disbursement, which a client calls and no document of agents has, answers the same list.',
  ),
  assumed(
    'transfers.lookup.answer',
    'GET /get-disbursement finds the transfers of agents as well, by id or by idempotency-key.',
  ),
  documented(
    'transfers.lookup.unknown',
    ['R2'],
    'GET /get-disbursement answers 1072 for an unknown id and 1073 for an unknown key.',
  ),
])
