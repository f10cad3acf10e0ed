import { type Agent, type ImageKind, NO_PROGRESS } from '../../kyc/agent.js'
import { choosePictured } from '../../scenarios/choose-scenario.js'
import { outcomeOf } from '../../scenarios/picture.js'
import type { ChangeBody } from '../../store/change.js'
import type { AgentCall } from './endpoint.js'
import type { FilePart } from './form-bodies.js'

const WORDS: Readonly<Record<ImageKind, string>> = {
  identity: 'identity image',
  selfie: 'selfie',
  document: 'document',
}

/**
 * Lets the agent follow the scenario that one of these pictures names (status.picture, status.picture.anew).
 * @param kind of the pictures, for the history
 * @returns the agent as it will be after the change, and the change; none where no picture names one
 */
export function followPicture(
  { agent, company }: AgentCall,
  files: readonly FilePart[],
  kind: ImageKind,
): { readonly agent: Agent; readonly changes: readonly ChangeBody[] } {
  for (const { bytes, name } of files) {
    const outcome = outcomeOf(bytes, name)
    const scenario = outcome && choosePictured(agent, company, outcome, WORDS[kind])
    if (scenario === null) continue
    return {
      agent: { ...agent, scenario, progress: NO_PROGRESS },
      changes: [{ type: 'scenario-set', agent_id: agent.id, scenario }],
    }
  }
  return { agent, changes: [] }
}
