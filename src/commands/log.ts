import type { LoggedFacts } from '../requests/logged-request.js'
import { strikeName } from '../scenarios/fault.js'
import type { RunningSandbox } from '../server/sandbox.js'
import type { Change } from '../store/change.js'
import { tookTime } from '../time/duration.js'
import type { Terminal } from './command.js'
import { painter } from './table.js'
import { tableTime } from './units.js'

/** How many bytes may wait for a reader of standard error that has stopped reading. */
const MOST_WAITING = 1024 * 1024

/** Writes one line for each request and each callback, on standard error. */
export function startLog({ context, options }: RunningSandbox, terminal: Terminal): void {
  if (options.log === 'silent') return
  const write = options.log === 'json' ? json : pretty(terminal.colour)
  let leftOut = 0
  const log = (facts: Facts) => {
    if (terminal.unread() > MOST_WAITING) {
      leftOut++
      return
    }
    if (leftOut > 0) terminal.complain(write(gap(facts, leftOut)))
    leftOut = 0
    terminal.complain(write(facts))
  }
  context.requests.subscribe((request) => log(requestFacts(request)))
  context.store.subscribe((change) => {
    const facts = callbackFacts(change, context.store.state.callbacks)
    if (facts !== undefined) log(facts)
  })
}

/** What a line says. */
interface Facts {
  /** RFC 3339, on the company's clock. */
  readonly at: string
  readonly ok: 0 | 1
  readonly kind: 'request' | 'callback' | 'log'
  readonly what: string
  readonly status: number | null
  /** Milliseconds of real time. */
  readonly duration_ms: number | null
  readonly agent_id: number | null
  readonly hint: string | null
  readonly fault: string | null
}

function requestFacts(request: LoggedFacts): Facts {
  const { at, method, path, status, duration, agent_id, hint, exercised } = request
  const { fault } = exercised
  return {
    at: new Date(at).toISOString(),
    ok: status !== null && status < 400 ? 1 : 0,
    kind: 'request',
    what: `${method} ${path}`,
    status,
    duration_ms: duration,
    agent_id,
    hint,
    fault: fault && strikeName(fault),
  }
}

function callbackFacts(
  change: Change,
  callbacks: RunningSandbox['context']['store']['state']['callbacks'],
): Facts | undefined {
  if (change.type !== 'callback-answered' && change.type !== 'callback-failed') return undefined
  const callback = callbacks.get(change.callback_id)
  return {
    at: new Date(change.at).toISOString(),
    ok: callback?.state === 'delivered' ? 1 : 0,
    kind: 'callback',
    what: `${callback?.kyc_status ?? callback?.kind ?? 'by hand'} → ${callback?.url ?? 'inbox'}`,
    status: callback?.answer?.status ?? null,
    duration_ms: change.duration,
    agent_id: callback?.agent_id ?? null,
    hint: callback?.error ?? null,
    fault: callback?.fault ?? null,
  }
}

/** Says how many lines are missing before this one. */
function gap({ at }: Facts, leftOut: number): Facts {
  return {
    at,
    ok: 0,
    kind: 'log',
    what: 'lines left out, because nobody read the log:',
    status: leftOut,
    duration_ms: null,
    agent_id: null,
    hint: null,
    fault: null,
  }
}

function json({ ok, ...facts }: Facts): string {
  return JSON.stringify(facts)
}

function pretty(colour: boolean): (facts: Facts) => string {
  const paint = painter(colour)
  return ({ at, ok, kind, what, status, duration_ms, hint, fault }) => {
    const parts = [
      paint('grey', tableTime(at).slice(11)),
      kind === 'callback' ? '→' : ' ',
      what,
      paint(ok === 1 ? 'green' : 'red', String(status ?? 'no answer')),
      ...(duration_ms === null ? [] : [paint('grey', tookTime(duration_ms))]),
      ...(fault === null ? [] : [paint('yellow', `(fault ${fault})`)]),
    ]
    return parts.join(' ') + (hint === null ? '' : `\n           ${paint('yellow', hint)}`)
  }
}
