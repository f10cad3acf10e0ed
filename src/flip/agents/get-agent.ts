import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'
import { reasonText } from '../../kyc/rejection-reasons.js'
import { flipTimestamp } from '../../kyc/timestamps.js'
import type { AgentEndpoint } from '../protocol/endpoint.js'
import { findAgent } from './find-agent.js'

/** `GET /agents/:id` (contract 7.2). */
export const getAgent: AgentEndpoint = {
  method: 'GET',
  path: '/agents/:id',
  scripted: 'get_agent',
  before: [],
  find: findAgent,
  checks: [],
  perform: ({ agent }) => ({
    id: agent.id,
    company_id: agent.company_id,
    name: agent.data.name,
    identity_type: agent.data.identity_type,
    identity_number: agent.data.identity_number,
    phone_number: agent.data.phone_number,
    email: agent.data.email,
    kyc_status: agent.kyc_status,
    rejected_reason_code: agent.rejected_reason_code,
    rejected_reason: reasonText(agent.rejected_reason_code),
    status: agent.status,
    created_at: flipTimestamp(agent.created_at),
  }),
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '7.2',
    ['R'],
    'The answer has id, company_id, name, identity_type, identity_number, phone_number, email, kyc_status, rejected_reason_code, rejected_reason, status and created_at, in this order.',
  ),
  documented(
    '7.2',
    ['R'],
    'rejected_reason_code is null or an integer; rejected_reason is "" when there is none.',
  ),
  documented('7.2', ['R'], 'status is ACTIVE, DELETED, BLACKLISTED or BLOCKED.'),
  assumed(
    '7.2',
    'status is ACTIVE until the control API sets another, and no call is refused because of it.',
  ),
]
