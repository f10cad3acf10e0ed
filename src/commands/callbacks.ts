import type { CallbackDetail, CallbackListItem } from '../client.js'
import { CALLBACK_KINDS, CALLBACK_STATES } from '../kyc/callback.js'
import { indentedJson } from '../lib/indented-json.js'
import { tookTime } from '../time/duration.js'
import { type Command, UsageError } from './command.js'
import { COMPANY_FLAG, idOf, scopeOf, textOf, transferId, wordOf } from './flag-values.js'
import { noneOf, ofList, printList, printThing } from './print.js'
import { statusColour } from './status-colour.js'
import { tableTime, ZONE, zonedTime } from './units.js'

/** `callbacks`: lists them, shows one with its exact bytes, or sends one again. */
export const callbacks: Command = {
  name: 'callbacks',
  usage: 'callbacks [<id> | resend <id>] [--agent 12] [--state failed] [--company 2]',
  about: 'Lists the callbacks, shows one with its exact bytes and the answer, or sends one again.',
  flags: {
    ...COMPANY_FLAG,
    agent: ['<id>', 'only about this agent (all)'],
    disbursement: ['<id>', 'only about this transfer (all)'],
    kind: [CALLBACK_KINDS.join('|'), 'only of this kind (all)'],
    state: ['<state>', 'only those that stand there (all)'],
  },
  words: [0, 2],
  goesWith: ofList,
  async run(invocation) {
    const { client, words, flags } = invocation
    const agent = textOf(flags, 'agent')
    const disbursement = textOf(flags, 'disbursement')
    const state = wordOf(flags, 'state', CALLBACK_STATES)
    const kind = wordOf(flags, 'kind', CALLBACK_KINDS)
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
      return printThing(invocation, await client.callback(idOf(first)), describeCallback)
    printList(
      invocation,
      await client.callbacks({
        ...scopeOf(invocation),
        ...(agent !== undefined && { agentId: idOf(agent) }),
        ...(disbursement !== undefined && { disbursementId: transferId(disbursement) }),
        ...(state !== undefined && { state }),
        ...(kind !== undefined && { kind }),
        limit: 1000,
      }),
      noneOf(invocation, 'callbacks'),
      [
        ['id', ({ id }) => String(id)],
        ['agent', ({ agent_id }) => String(agent_id ?? '')],
        ['what', what],
        ['state', ({ state }) => state, statusColour],
        [
          `sent, or due (${ZONE})`,
          ({ state, sent_at, due }) => tableTime(state === 'scheduled' ? due : (sent_at ?? due)),
        ],
        ['answer', ({ answer_status }) => String(answer_status ?? '')],
        ['to', ({ url }) => url ?? 'inbox (no callback URL)'],
        [
          'fault, error',
          ({ fault, error, note }) =>
            error === null ? (fault ?? '') : [error, note ?? []].flat().join(' '),
        ],
      ],
    )
  },
}

/** What a callback tells. */
function what({ kyc_status, disbursement_id, kind }: CallbackListItem): string {
  if (disbursement_id !== null) return `transfer ${disbursement_id}`
  return kyc_status ?? (kind === 'kyc' ? 'by hand' : kind)
}

/** What went wrong with a delivery, what to know about it, and when it is still to come. */
export function remarksOn({ state, due, error, note }: CallbackListItem): string {
  const later = state === 'scheduled' ? `It is due at ${zonedTime(due)}.` : []
  return [error ?? [], note ?? [], later].flat().join(' ')
}

/** Whom a callback is about and what it tells. */
function about(callback: CallbackListItem): string {
  const { agent_id, kyc_status } = callback
  return agent_id !== null && kyc_status !== null
    ? `${kyc_status} of agent ${agent_id}`
    : what(callback)
}

function describeCallback(callback: CallbackDetail): string[] {
  const { id, state, duration_ms, request, response, attempts, fields } = callback
  const more = remarksOn(callback)
  const took = duration_ms === null ? '' : ` after ${tookTime(duration_ms)}`
  return [
    `Callback ${id}, ${about(callback)}: ${state}${took}`,
    ...(more === '' ? [] : [more]),
    ...(attempts.length > 1 || state === 'scheduled' ? attempts.map(attemptLine) : []),
    '',
    request,
    '',
    'data, decoded:',
    indentedJson(fields.data),
    '',
    ...(response === null ? [] : [response]),
  ]
}

function attemptLine(
  { sent_at, duration_ms, answer_status, error }: CallbackDetail['attempts'][number],
  index: number,
): string {
  const came =
    answer_status === null
      ? (error ?? 'under way')
      : `answered ${answer_status} in ${tookTime(duration_ms as number)}`
  return `  ${index + 1}  ${zonedTime(sent_at as string)}  ${came}`
}
