/** `flip-kyc-sandbox/client`: drives a sandbox in another process. It needs only fetch. */

export type * from './client/inputs.js'
export { SandboxClient } from './client/sandbox-client.js'
export { SandboxClock } from './client/sandbox-clock.js'
export { SandboxCompany } from './client/sandbox-company.js'
export { type ClientErrorCode, SandboxError } from './client/sandbox-error.js'
export type * from './control/types.js'
export { coverageMarkdown } from './coverage/markdown.js'
export { mergeCoverage } from './coverage/merge.js'
export type { AgentStatus, KycStatus } from './kyc/agent.js'
export type { CallbackFault, CallbackState } from './kyc/callback.js'
export type { RejectionReasonCode } from './kyc/rejection-reasons.js'
