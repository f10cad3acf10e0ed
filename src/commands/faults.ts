import type { FaultDetail, FaultInput, Page } from '../client.js'
import { FAULT_KINDS, METHODS } from '../scenarios/fault.js'
import { type Command, type Invocation, UsageError } from './command.js'
import { numberOf, printList, printThing, scopeOf, wordOf } from './print.js'

const USAGE =
  'faults [add | remove <id> | clear] [--path /users/:id/submit] [--status 503] [--company 2]'

/** `faults`: what goes wrong with calls, whatever their agent. */
export const faults: Command = {
  name: 'faults',
  usage: USAGE,
  about: 'Lists what goes wrong with calls on purpose; adds a fault, or takes one or all away.',
  flags: {
    company: ['<id>', 'the faults of this company alone (those for all companies)'],
    method: [METHODS.join('|'), 'only these calls (all)'],
    path: ['<path>', 'only calls to this path; * and :id stand for anything (all)'],
    nth: ['<number>', 'only the nth of these calls (each)'],
    probability: ['<0-1>', 'how often it strikes, the same at every run (1)'],
    seed: ['<number>', 'what the chance is drawn from (1)'],
    latency: ['<duration>', 'how long to wait first, on the virtual clock'],
    status: ['<400-599>', 'what the call is answered; it changes nothing'],
    fault: [FAULT_KINDS.join('|'), 'how the connection breaks; with cut-body after half the body'],
    'after-bytes': ['<number>', 'how much of the body upload-cut reads first (0)'],
  },
  words: [0, 2],
  async run(invocation) {
    const { client, words } = invocation
    const scope = scopeOf(invocation)
    const [action, id] = words
    if ((action === 'remove') !== (id !== undefined))
      throw new UsageError(`Write it as: flip-sandbox ${USAGE}`)
    switch (action) {
      case undefined:
        return list(invocation, await client.faults(scope))
      case 'add':
        return list(invocation, await client.addFault(faultOf(invocation), scope))
      case 'remove':
        await client.removeFault(named(id as string), scope)
        return list(invocation, await client.faults(scope))
      case 'clear':
        await client.clearFaults(scope)
        return printThing(invocation, {}, () => ['There are no faults any more.'])
      default:
        throw new UsageError(`Write it as: flip-sandbox ${USAGE}`)
    }
  },
}

/** The id of a fault; its number alone will do. */
function named(id: string): string {
  return /^\d+$/.test(id) ? `fault-${id}` : id
}

function faultOf({ flags }: Invocation): FaultInput {
  const { path, latency } = flags as Readonly<Record<string, string | undefined>>
  const given = {
    method: wordOf(flags, 'method', METHODS),
    path,
    nth: numberOf(flags, 'nth'),
    probability: numberOf(flags, 'probability'),
    seed: numberOf(flags, 'seed'),
    latency,
    status: numberOf(flags, 'status'),
    fault: wordOf(flags, 'fault', FAULT_KINDS),
    afterBytes: numberOf(flags, 'after-bytes'),
  }
  if (given.latency === undefined && given.status === undefined && given.fault === undefined)
    throw new UsageError('A fault needs --status, --fault or --latency.')
  if (given.status !== undefined && given.fault !== undefined)
    throw new UsageError('A fault takes --status or --fault, not both.')
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function list(invocation: Invocation, page: Page<FaultDetail>): void {
  printList(invocation, page, `There are no faults${ofWhom(invocation)}.`, [
    ['id', ({ id }) => id],
    ['calls', ({ method, path }) => [method ?? [], path ?? []].flat().join(' ') || 'any call'],
    ['when', whenIn],
    ['what happens', whatIn],
    ['matched', ({ calls }) => String(calls)],
  ])
}

/** Whose faults are shown: those for all companies are apart from each one's own. */
function ofWhom(invocation: Invocation): string {
  const { companyId } = scopeOf(invocation)
  return companyId === undefined ? ' for all companies' : ` of company ${companyId}`
}

function whenIn({ nth, probability }: FaultDetail): string {
  if (nth !== null) return `call ${nth}`
  return probability === 1 ? 'always' : `${probability * 100} % of them`
}

/** Such as `after 2s: 503`. */
export function whatIn({ latency, status, fault, after_bytes }: FaultDetail): string {
  const late = latency === '0' ? '' : `after ${latency}`
  const end = fault === 'upload-cut' ? `upload-cut after ${after_bytes} bytes` : fault
  return [late, String(status ?? end ?? '')].filter((part) => part !== '').join(': ')
}
