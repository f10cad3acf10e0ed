import { AGENT_ATTRIBUTES } from '../kyc/agent-attributes.js'
import { KycStatus, ReasonCode } from '../kyc/definitions/values.js'
import { checker } from '../lib/check.js'
import { type Static, Type } from '../lib/definition.js'
import { sentence } from '../lib/problem.js'
import { readJson } from '../lib/read-json.js'
import { mismatch, type Wanted } from './make-agent.js'
import { type AgentFields, sampleAgent } from './sample-agent.js'

const ATTRIBUTES = AGENT_ATTRIBUTES.map(({ attribute }) => attribute)

const Value = Type.Unsafe<string | number>({
  type: ['string', 'integer'],
  mustBe: 'a text or a whole number',
})

const SeedAgent = Type.Closed({
  ...Object.fromEntries(ATTRIBUTES.map((name) => [name, Type.Optional(Value)])),
  kyc_status: Type.Optional(KycStatus),
  rejected_reason_code: Type.Optional(ReasonCode),
})

const checkList = checker(() =>
  Type.Array(SeedAgent, { maxItems: 1000, mustBe: 'a list of at most 1000 agents' }),
)

/** An agent that is made at the start. */
export interface SeededAgent {
  readonly fields: AgentFields
  readonly wanted: Wanted | undefined
}

/**
 * Reads a file of agents to begin with: a list, or an object that has it as `agents`. What an agent leaves out is sample
 * data, the same at every start.
 * @throws {Error}
 */
export function readSeed(file: string): SeededAgent[] {
  const document = readJson(
    file,
    (why) =>
      new Error(
        `The seed ${file} cannot be read (${why}). Name a JSON file with a list of agents, such as [{"name":"Siti","kyc_status":"APPROVED"}].`,
      ),
  )
  const list = Array.isArray(document) ? document : (document as { agents?: unknown })?.agents
  const problem = checkList(list)
  if (problem !== null) throw new Error(`The seed ${file}: ${sentence(problem, 'it')}.`)
  return (list as readonly Static<typeof SeedAgent>[]).map((agent, index) =>
    seeded(agent, index, file),
  )
}

function seeded(
  { kyc_status, rejected_reason_code, ...given }: Static<typeof SeedAgent>,
  index: number,
  file: string,
): SeededAgent {
  const wrong = mismatch(kyc_status, rejected_reason_code)
  if (wrong !== null) {
    throw new Error(
      wrong === 'needs-reason'
        ? `The seed ${file}: agent ${index + 1} is ${kyc_status} and needs a "rejected_reason_code", 10 to 33.`
        : `The seed ${file}: agent ${index + 1} has a "rejected_reason_code", which only REJECTED and UPLOAD_IDENTITY_SELFIE_FAILED have.`,
    )
  }
  const sent = Object.entries(given).map(([name, value]) => [name, String(value)])
  return {
    fields: { ...sampleAgent(index), ...Object.fromEntries(sent) },
    wanted:
      kyc_status === undefined
        ? undefined
        : { kyc_status, ...(rejected_reason_code !== undefined && { rejected_reason_code }) },
  }
}
