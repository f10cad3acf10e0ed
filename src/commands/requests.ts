import type { RequestItem } from '../client.js'
import { tookTime } from '../time/duration.js'
import { type Command, CommandError } from './command.js'
import { COMPANY_FLAG, idOf, numberOf, scopeOf, textOf } from './flag-values.js'
import { inTerminal } from './in-terminal.js'
import { noneOf, ofList, printList, printThing } from './print.js'
import { tableTime, ZONE, zonedTime } from './units.js'

/** `requests`: the calls to the emulated API, or one with its bytes. */
export const requests: Command = {
  name: 'requests',
  usage: 'requests [<id>] [--refused] [--status 400] [--path submit] [--agent 12] [--company 2]',
  about: 'Lists the latest calls to the emulated API with their hints, or shows one whole.',
  flags: {
    ...COMPANY_FLAG,
    agent: ['<id>', 'only about this agent (all)'],
    refused: ['', 'only those answered 4xx or 5xx, or not at all'],
    status: ['<number>', 'only answered so (all)'],
    path: ['<text>', 'only with this in the path (all)'],
    'request-id': ['<text>', 'only with this Request-ID (all)'],
  },
  words: [0, 1],
  goesWith: ofList,
  async run(invocation) {
    const { client, words, flags } = invocation
    if (words[0] !== undefined) {
      const id = idOf(words[0])
      const { items } = await client.requests({ cursor: String(id + 1), limit: 1 })
      if (items[0]?.id === id) return printThing(invocation, items[0], describeCall)
      throw new CommandError(
        `There is no call ${id} among the latest; flip-sandbox requests lists them.`,
      )
    }
    const agent = textOf(flags, 'agent')
    const path = textOf(flags, 'path')
    const requestId = textOf(flags, 'request-id')
    const status = numberOf(flags, 'status')
    const page = await client.requests({
      ...scopeOf(invocation),
      ...(agent !== undefined && { agentId: idOf(agent) }),
      ...(path !== undefined && { path }),
      ...(requestId !== undefined && { requestId }),
      ...(status !== undefined && { status }),
      ...(flags['refused'] === true && { refused: true }),
      limit: 1000,
    })
    printList(invocation, page, noneOf(invocation, 'calls'), [
      ['call', ({ id }) => String(id)],
      [`at (${ZONE})`, ({ at }) => tableTime(at)],
      ['method', ({ method }) => method],
      ['path', ({ path: called }) => called],
      ['answer', ({ status: answered }) => String(answered ?? 'none')],
      ['agent', ({ agent_id }) => String(agent_id ?? '')],
      ['fault', ({ fault }) => fault ?? ''],
      ['hint', ({ hint }) => inTerminal(hint ?? '')],
    ])
  },
}

function describeCall(call: RequestItem): string[] {
  const { id, at, status, duration_ms, fault, hint, head, body, response_head, response } = call
  const answered = status === null ? 'no answer' : `answered ${status}`
  return [
    `Call ${id}: ${answered} after ${tookTime(duration_ms)}, at ${zonedTime(at)}`,
    ...(fault === null ? [] : [`The fault ${fault} struck it.`]),
    ...(hint === null ? [] : [inTerminal(hint)]),
    '',
    head.trimEnd(),
    '',
    ...(body === '' ? [] : [body, '']),
    ...(status === null ? [] : [response_head.trimEnd(), '', response]),
  ]
}
