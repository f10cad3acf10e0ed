import { randomInt } from 'node:crypto'
import { type AgentDetail, SandboxError } from '../client.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import { makeAgent, mismatch, type Wanted } from '../samples/make-agent.js'
import { sampleAgent } from '../samples/sample-agent.js'
import { codeOf, statusNamed } from './agent-status.js'
import { type Command, CommandError, type Invocation, UsageError } from './command.js'
import { numberOf, scopeOf, textOf } from './flag-values.js'
import { inTerminal } from './in-terminal.js'
import { printThing } from './print.js'

const MOST = 10_000

/** `create`: agents with sample people and images. */
export const create: Command = {
  name: 'create',
  usage:
    'create [--count 1] [--status approved] [--code 17] [--scenario callback-late] [--company 1]',
  about: 'Makes agents with sample people and images, and brings them to a status.',
  flags: {
    count: ['<number>', 'how many (1)'],
    status: ['<status>', 'where they should stand (basic_data)'],
    code: ['<10-33>', 'the reason, for rejected and upload_identity_selfie_failed'],
    scenario: ['<scenario>', 'what they follow (the one of their status)'],
    company: ['<id>', 'whose agents (1)'],
  },
  words: [0, 0],
  async run(invocation) {
    const { client, flags, terminal } = invocation
    const scenario = textOf(flags, 'scenario')
    const wanted = wantedOf(flags)
    const count = numberOf(flags, 'count') ?? 1
    if (!Number.isInteger(count) || count < 1 || count > MOST)
      throw new UsageError(`--count must be a whole number from 1 to ${MOST}.`)
    const { companyId = FIRST_COMPANY } = scopeOf(invocation)
    const { authorization, settings } = await client.company(companyId)
    const [armed] = settings.armed
    if (armed !== undefined && (wanted ?? scenario) !== undefined) {
      terminal.complain(
        `The armed scenario ${armed.scenario} is used up by an agent that follows another one; give it as --scenario ${armed.scenario}.`,
      )
    }
    const first = randomInt(10 ** 8 - MOST)
    const made: AgentDetail[] = []
    for (let n = 0; n < count; n++) {
      const fields = sampleAgent(first + n)
      const id = await makeAgent(client, authorization, fields, wanted, scenario).catch(inWords)
      const agent = await client.agent(id)
      made.push(agent)
      if (!invocation.json) printThing(invocation, agent, describeMade)
    }
    if (invocation.json)
      printThing(invocation, { items: made, total: made.length, next: null }, () => [])
  },
}

/** What the emulated API has refused comes with a hint, which names calls. */
function inWords(error: Error): never {
  throw error instanceof SandboxError ? error : new CommandError(inTerminal(error.message))
}

function wantedOf(flags: Invocation['flags']): Wanted | undefined {
  const status = textOf(flags, 'status')
  const code = codeOf(flags)
  const kyc_status = status === undefined ? undefined : statusNamed(status)
  switch (mismatch(kyc_status, code)) {
    case 'needs-reason':
      throw new UsageError(`${status} needs --code, a rejection reason from 10 to 33.`)
    case 'takes-no-reason':
      throw new UsageError('--code goes with --status rejected or upload_identity_selfie_failed.')
  }
  if (kyc_status === undefined) return undefined
  return { kyc_status, ...(code !== undefined && { rejected_reason_code: code }) }
}

function describeMade({ id, name, kyc_status, rejected_reason_code }: AgentDetail): string[] {
  const reason = rejected_reason_code === null ? '' : ` (${rejected_reason_code})`
  return [`Agent ${id}, ${name}: ${kyc_status}${reason}`]
}
