import type { AgentDetail, KycStatus, RejectionReasonCode } from '../client.js'
import { KYC_STATUSES } from '../kyc/agent.js'
import { isRejectionReasonCode } from '../kyc/rejection-reasons.js'
import { mismatch } from '../samples/make-agent.js'
import { FINAL_STATUSES } from '../transfers/words.js'
import { said } from './callbacks.js'
import { type Command, UsageError } from './command.js'
import {
  COMPANY_FLAG,
  idOf,
  noneOf,
  ofList,
  oneOf,
  printList,
  printThing,
  scopeOf,
} from './print.js'
import { table } from './table.js'
import { tableTime, ZONE, zonedTime } from './units.js'

/** `agents`: the list, or one agent with its history. */
export const agents: Command = {
  name: 'agents',
  usage: 'agents [<id>] [--status pending] [--company 2]',
  about: 'Lists the agents, or shows one with its history.',
  flags: { ...COMPANY_FLAG, status: ['<status>', 'only those that stand there (all)'] },
  words: [0, 1],
  goesWith: ofList,
  async run(invocation) {
    const { client, words, flags } = invocation
    const { status } = flags
    if (words[0] !== undefined)
      return printThing(invocation, await client.agent(idOf(words[0])), describe)
    printList(
      invocation,
      await client.agents({
        ...scopeOf(invocation),
        ...(typeof status === 'string' && { kycStatus: statusNamed(status) }),
        limit: 1000,
      }),
      noneOf(invocation, 'agents'),
      [
        ['id', ({ id }) => String(id)],
        ['company', ({ company_id }) => String(company_id)],
        ['name', ({ name }) => name],
        ['identity number', ({ identity_number }) => identity_number],
        ['status', ({ kyc_status }) => kyc_status],
        ['reason', ({ rejected_reason_code }) => String(rejected_reason_code ?? '')],
        ['scenario', ({ scenario }) => scenario.name],
      ],
    )
  },
}

/** `decide`: the decision by hand. */
export const decide: Command = {
  name: 'decide',
  usage: 'decide <id> <status> [--code 17] [--after 2s]',
  about: 'Decides an agent by hand: approved, rejected, or another status that its own allows.',
  flags: {
    code: ['<10-33>', 'the rejection reason, for rejected and upload_identity_selfie_failed'],
    after: ['<duration>', 'when, on the virtual clock (now)'],
  },
  words: [2, 2],
  async run(invocation) {
    const { client, words, flags } = invocation
    const status = statusNamed(words[1] as string)
    const code = codeOf(flags['code'] as string | undefined)
    const after = flags['after'] as string | undefined
    if (mismatch(status, code) === 'needs-reason')
      throw new UsageError(`${words[1]} needs --code, a rejection reason from 10 to 33.`)
    const agent = await client.decide(idOf(words[0] as string), {
      kycStatus: status,
      ...(code !== undefined && { rejectedReasonCode: code }),
      ...(after !== undefined && { after }),
    })
    printThing(invocation, agent, describe)
  },
}

/** The status that a word on the command line means, in any case. @throws {UsageError} */
export function statusNamed(word: string): KycStatus {
  const wanted = word.toUpperCase().replaceAll('-', '_')
  const found = KYC_STATUSES.find((status) => status === wanted)
  if (found !== undefined) return found
  const words = KYC_STATUSES.map((status) => status.toLowerCase())
  const ofTransfer = FINAL_STATUSES.some((status) => status === wanted)
  const instead = ofTransfer ? ' A transfer has it: flip-sandbox disburse decide <id> done.' : ''
  throw new UsageError(`"${word}" is not a status; ${oneOf(word.toLowerCase(), words)}${instead}`)
}

/** The rejection reason that a flag gives. @throws {UsageError} */
export function codeOf(text: string | undefined): RejectionReasonCode | undefined {
  if (text === undefined) return undefined
  const code = Number(text)
  if (isRejectionReasonCode(code)) return code
  throw new UsageError('--code must be one of the rejection reasons, 10 to 33.')
}

function describe(agent: AgentDetail): string[] {
  const reason =
    agent.rejected_reason_code === null
      ? ''
      : ` (${agent.rejected_reason_code}: ${agent.rejected_reason})`
  return [
    `Agent ${agent.id}, ${agent.name}: ${agent.kyc_status}${reason}`,
    `Scenario ${agent.scenario.name}: ${agent.scenario.because}.`,
    ...(agent.check?.due == null
      ? []
      : [`Next: ${agent.check.kyc_status} at ${zonedTime(agent.check.due)}.`]),
    '',
    ...table([
      [`at (${ZONE})`, 'what', 'status', 'reason'],
      ...agent.history.map(({ at, type, kyc_status, rejected_reason_code }) => [
        tableTime(at),
        type,
        kyc_status ?? '',
        String(rejected_reason_code ?? ''),
      ]),
    ]),
    ...(agent.callbacks.length === 0 ? [] : ['', 'Callbacks:']),
    ...table(
      agent.callbacks.map((callback) => [
        String(callback.id),
        String(callback.kyc_status),
        callback.state,
        said(callback),
      ]),
    ),
  ]
}
