import type { FaultDetail, FaultInput, Page } from '../client.js'
import { FAULT_KINDS, METHODS } from '../scenarios/fault.js'
import { type Command, type Invocation, UsageError } from './command.js'
import { numberOf, scopeOf, textOf, wordOf } from './flag-values.js'
import { printList, printThing } from './print.js'

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
  goesWith: (flag, [verb]) => (verb === 'add' || flag === 'company' ? null : 'add'),
  async run(invocation) {
    const { client, words } = invocation
    const scope = scopeOf(invocation)
    const [action, id] = words
    if ((action === 'remove') !== (id !== undefined))
      throw new UsageError(`Write it as: flip-sandbox ${USAGE}`)
    switch (action) {
      case undefined:
        return printFaults(invocation, await client.faults(scope))
      case 'add':
        return printFaults(invocation, await client.addFault(faultOf(invocation), scope))
      case 'remove':
        await client.removeFault(faultId(id as string), scope)
        return printFaults(invocation, await client.faults(scope))
      case 'clear':
        await client.clearFaults(scope)
        return printThing(invocation, {}, () => ['There are no faults any more.'])
      default:
        throw new UsageError(`Write it as: flip-sandbox ${USAGE}`)
    }
  },
}

/** The id of a fault; its number alone will do. */
function faultId(id: string): string {
  return /^\d+$/.test(id) ? `fault-${id}` : id
}

function faultOf({ flags }: Invocation): FaultInput {
  const given = {
    method: wordOf(flags, 'method', METHODS),
    path: textOf(flags, 'path'),
    nth: numberOf(flags, 'nth'),
    probability: numberOf(flags, 'probability'),
    seed: numberOf(flags, 'seed'),
    latency: textOf(flags, 'latency'),
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

function printFaults(invocation: Invocation, page: Page<FaultDetail>): void {
  printList(invocation, page, noneIn(invocation), [
    ['id', ({ id }) => id],
    ['calls', ({ method, path }) => [method ?? [], path ?? []].flat().join(' ') || 'any call'],
    ['when', whenIn],
    ['what happens', whatIn],
    ['has struck', ({ struck }) => (struck === 0 ? 'not yet' : howOften(struck))],
    ['may still strike', stillIn],
  ])
}

/** Those for all companies are apart from each one's own. */
function noneIn(invocation: Invocation): string {
  const { companyId } = scopeOf(invocation)
  return companyId === undefined
    ? 'No faults are set for all companies; flip-sandbox faults add sets one.'
    : `Company ${companyId} has no faults of its own; flip-sandbox faults lists those for all companies.`
}

function whenIn({ nth, probability }: FaultDetail): string {
  if (nth !== null) return `call ${nth} only`
  // Without the last digits, which a product of two fractions may get wrong.
  return probability === 1
    ? 'every call'
    : `${Number((probability * 100).toPrecision(12))} % of them`
}

/** Such as `after 2s: answered 503`. */
function whatIn({ latency, status, fault, after_bytes }: FaultDetail): string {
  const end = fault === 'upload-cut' ? `upload-cut after ${after_bytes} bytes` : fault
  const what = status === null ? end : `answered ${status}`
  if (what === null) return `${latency} late`
  return latency === '0' ? what : `after ${latency}: ${what}`
}

/** Such as `once, in 2 calls`. */
function stillIn({ left, nth, calls }: FaultDetail): string {
  if (left === null || nth === null) return 'without limit'
  const away = nth - calls
  if (left === 0) return 'no more'
  return away === 1 ? 'once, at the next call' : `once, in ${away} calls`
}

const howOften = (times: number) => (times === 1 ? 'once' : `${times} times`)
