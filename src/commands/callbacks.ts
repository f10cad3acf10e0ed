import type { CallbackDetail } from '../client.js'
import { type Command, UsageError } from './command.js'
import { COMPANY_FLAG, idOf, printList, printThing, scopeOf } from './print.js'

/** `callbacks`: lists them, shows one with its exact bytes, or sends one again. */
export const callbacks: Command = {
  name: 'callbacks',
  usage: 'callbacks [<id> | resend <id>] [--agent 12] [--company 2]',
  about: 'Lists the callbacks, shows one with its exact bytes and the answer, or sends one again.',
  flags: { ...COMPANY_FLAG, agent: ['<id>', 'only about this agent (all)'] },
  words: [0, 2],
  async run(invocation) {
    const { client, words, flags } = invocation
    const { agent } = flags
    const [first, second] = words
    if (first === 'resend') {
      if (second === undefined)
        throw new UsageError('Write it as: flip-sandbox callbacks resend <id>')
      return printThing(invocation, await client.resendCallback(idOf(second)), ({ id }) => [
        `Sent again, as callback ${id}.`,
      ])
    }
    if (second !== undefined)
      throw new UsageError('Write it as: flip-sandbox callbacks [<id> | resend <id>]')
    if (first !== undefined)
      return printThing(invocation, await client.callback(idOf(first)), describe)
    printList(
      invocation,
      await client.callbacks({
        ...scopeOf(invocation),
        ...(typeof agent === 'string' && { agentId: idOf(agent) }),
        limit: 1000,
      }),
      'No callbacks yet.',
      [
        ['id', ({ id }) => String(id)],
        ['agent', ({ agent_id }) => String(agent_id ?? '')],
        ['status', ({ kyc_status, kind }) => kyc_status ?? (kind === 'kyc' ? 'by hand' : kind)],
        ['state', ({ state }) => state],
        ['sent, or due', ({ sent_at, due }) => sent_at ?? due],
        ['answer', ({ answer_status }) => String(answer_status ?? '')],
        ['to', ({ url }) => url ?? 'inbox (no callback URL)'],
        [
          'fault, error',
          ({ fault, error, note }) => (error === null ? (fault ?? '') : said(error, note)),
        ],
      ],
    )
  },
}

/** What went wrong with a delivery, and what to know about it. */
export function said(error: string | null, note: string | null): string {
  return [error ?? [], note ?? []].flat().join(' ')
}

function describe(callback: CallbackDetail): string[] {
  const { id, state, duration_ms, error, note, request, response } = callback
  const took = duration_ms === null ? '' : ` after ${duration_ms} ms`
  return [
    `Callback ${id}: ${state}${took}`,
    ...(error === null && note === null ? [] : [said(error, note)]),
    '',
    request,
    '',
    ...(response === null ? [] : [response]),
  ]
}
