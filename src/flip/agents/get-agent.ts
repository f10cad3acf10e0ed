import { reasonText } from '../../kyc/rejection-reasons.js'
import { flipTimestamp } from '../../kyc/timestamps.js'
import type { AgentEndpoint } from '../protocol/endpoint.js'
import { findAgent } from './find-agent.js'

/** `GET /agents/:id` (agents.get.answer). */
export const getAgent: AgentEndpoint = {
  method: 'GET',
  path: '/agents/:id',
  scripted: 'get_agent',
  before: [],
  find: findAgent,
  requires: [],
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
