import {
  ChosenScenario,
  StoredCheck,
  StoredDocument,
  StoredImage,
} from '../../kyc/definitions/agent.js'
import { AgentData } from '../../kyc/definitions/agent-data.js'
import { CallbackFault } from '../../kyc/definitions/callback.js'
import {
  AgentId,
  AgentStatus,
  CallbackId,
  DecidedBy,
  KycStatus,
  ReasonCodeOrNull,
} from '../../kyc/definitions/values.js'
import { type Properties, Type } from '../../lib/definition.js'
import { SCRIPTED_ENDPOINTS } from '../../scenarios/scenario.js'
import { Text } from './common.js'

/** What changes of some types say, and what they have besides `seq`, `type`, `at` and `company_id`. */
export type KindOfChange = readonly [types: readonly string[], description: string, has: Properties]

const kyc_status = Type.About(KycStatus, 'The status after it.')

const CHANGES: readonly KindOfChange[] = [
  [['agent-created'], 'A new agent.', { data: AgentData, scenario: ChosenScenario }],
  [['agent-added'], 'An agent of an export, added under this id.', {}],
  [['agent-updated'], 'New data by `PUT /agents/:id`.', { data: AgentData }],
  [['agent-repaired'], 'New data by a repair.', { data: AgentData, kyc_status }],
  [['agent-status-set'], "Another state of the agent's account.", { status: AgentStatus }],
  [
    ['image-uploaded', 'image-failed', 'image-repaired'],
    'An image that counts, that was refused, or that a repair brought.',
    { image: StoredImage, kyc_status },
  ],
  [
    ['documents-uploaded'],
    'Supporting documents.',
    {
      documents: Type.Array(StoredDocument, { minItems: 1, description: 'What was uploaded.' }),
      kyc_status,
    },
  ],
  [['kyc-submitted'], 'The agent was submitted for its KYC.', { kyc_status }],
  [['check-scheduled'], 'A check is under way.', { check: StoredCheck }],
  [['check-cancelled'], 'The check under way is off; somebody decides by hand.', {}],
  [
    ['kyc-decided'],
    'A check is over, or somebody decided.',
    { kyc_status, rejected_reason_code: ReasonCodeOrNull, by: DecidedBy },
  ],
  [['scenario-set'], 'The agent follows another scenario.', { scenario: ChosenScenario }],
  [
    ['answer-scripted'],
    'A call got what its scenario says instead of its answer.',
    {
      endpoint: Type.OneOf(SCRIPTED_ENDPOINTS, {
        description: 'The call, under its name in scenarios.',
      }),
      answer: Type.About(
        Text,
        'What it got: a code, a status or a fault, `late` for a delay alone, or `usual`.',
      ),
    },
  ],
  [
    ['fault-missed'],
    'A fault of a callback did not come about.',
    {
      fault: Type.About(CallbackFault, 'The fault.'),
      callback: Type.About(CallbackId, 'The callback that was to have it.'),
    },
  ],
]

/** The changes of one agent. */
export const AGENT_CHANGES = CHANGES.map(
  ([types, description, has]): KindOfChange => [types, description, { agent_id: AgentId, ...has }],
)
