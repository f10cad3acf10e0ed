import { sandboxNow } from '../company-clock.js'
import { shortTime } from '../format.js'
import type { AgentSummary } from '../types.js'
import { Kyc } from '../ui/status.js'

export function AgentRow({ agent }: { agent: AgentSummary }) {
  const { id, name, identity_number, phone_number, kyc_status, rejected_reason_code } = agent
  return (
    <span class="row two">
      <span class="row-main">
        <b class="cut">{name}</b>
        <span class="faint">#{id}</span>
      </span>
      <time class="faint small row-end" dateTime={agent.created_at}>
        {shortTime(agent.created_at, sandboxNow())}
      </time>
      <span class="row-whole">
        <Kyc status={kyc_status} code={rejected_reason_code} />
        <span class="faint cut mono small ending">
          <bdi>{identity_number}</bdi>
        </span>
        <span class="faint cut mono small last">{phone_number}</span>
      </span>
    </span>
  )
}
