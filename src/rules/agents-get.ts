import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const GET_AGENT = rulesOf('GET /agents/:id', [
  documented(
    'agents.get.unknown',
    ['R'],
    'No such agent is 404 with name Not Found and message "Agent not found".',
  ),
  assumed(
    'agents.get.no-number',
    'Agents host: an id that is not a number is an agent that does not exist.',
  ),
  documented(
    'agents.get.answer',
    ['R'],
    'The answer has id, company_id, name, identity_type, identity_number, phone_number, email, kyc_status, rejected_reason_code, rejected_reason, status and created_at, in this order.',
  ),
  documented(
    'agents.get.reason',
    ['R'],
    'rejected_reason_code is null or an integer; rejected_reason is "" when there is none.',
  ),
  contradictory(
    'agents.get.status',
    ['R2'],
    'status is a number in the table of R2 (10, 0, 20, 30), and the word ACTIVE in its sample.',
    'A word: ACTIVE, DELETED, BLACKLISTED or BLOCKED.',
  ),
  assumed(
    'agents.get.status.without-effect',
    'status is ACTIVE until the control API sets another, and nothing but a transfer of money is refused because of it.',
  ),
])
