import type { FidelityReport } from '../rules/fidelity-report.js'
import { realTimeout } from '../time/clock.js'
import type { Probe } from './definitions.js'
import { judge } from './judge.js'
import { peopleOf } from './people.js'
import { Ended, type Played, play, type Recording, type Side } from './play.js'
import { type Plan, rulesOfProbe } from './probes.js'
import type { Memory } from './progress.js'
import { Receiver } from './receiver.js'
import { recognise } from './recognise.js'
import { reportOf } from './report.js'
import type { Target } from './target.js'

/** Where the target's callbacks come. */
export interface CallbackAddress {
  /** What Flip's dashboard was given. */
  readonly url: string
  /** Where it leads on this machine. */
  readonly port: number
  /** Real milliseconds to wait for a callback. */
  readonly limit: number
}

export interface Comparison {
  readonly plan: Plan
  /** Those of the plan that are played. */
  readonly chosen: readonly Probe[]
  readonly target: Target
  readonly memory: Memory
  /** Makes the numbers of the people differ from those of other runs. */
  readonly series: string
  readonly callbacks: CallbackAddress | null
  readonly mostAgents: number
  /** What the probes show at a sandbox of parity's own. */
  readonly own: (probes: readonly Probe[]) => Promise<Recording>
  /** Gets a line about what is going on. */
  readonly say: (line: string) => void
  readonly cutOff: AbortSignal
}

/** Real milliseconds in which parity's own message to the callback URL is answered. */
const PING_LIMIT = 10_000

/** Plays the probes against a sandbox of its own and against the target. Ends early where it must; the report says why. */
export async function compare(comparison: Comparison): Promise<FidelityReport> {
  const { plan, chosen, target, callbacks } = comparison
  const own = new Map<string, Played>()
  const there = new Map<string, Played>()
  const receiver = callbacks === null ? null : new Receiver()
  let ended: string | null = null
  try {
    await recognise(target)
    if (receiver !== null) await openReceiver(receiver, callbacks as CallbackAddress)
    for (const [name, played] of await comparison.own(chosen)) own.set(name, played)
    await play(chosen, targetSide(comparison, receiver), there)
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    ended = error.message
  } finally {
    receiver?.close()
  }
  const rules = judge(plan, new Set(chosen.map(({ name }) => name)), own, there, target.key)
  const attainable = new Set(plan.probes.flatMap(rulesOfProbe)).size
  return reportOf(target, rules, attainable, ended)
}

function targetSide(comparison: Comparison, receiver: Receiver | null): Side {
  const { plan, target, memory, series, callbacks, mostAgents, cutOff, say } = comparison
  const limit = callbacks?.limit ?? 0
  return {
    target,
    memory,
    people: peopleOf(plan.probes),
    series,
    mostAgents,
    cutOff,
    begin: ({ name, about }) => say(`${name}: ${about}`),
    callback:
      receiver === null
        ? null
        : (agentId) => {
            if (!receiver.has(agentId)) say(`Waiting for the callback about agent ${agentId} …`)
            return receiver.callback(agentId, limit)
          },
  }
}

/** Listens, and sends a message to the callback URL to see whether it leads here. @throws {Ended} */
async function openReceiver(receiver: Receiver, { url, port }: CallbackAddress): Promise<void> {
  // Whoever forwards the callbacks may be another machine, unless the URL says otherwise.
  const here = /^(localhost|127\.)/.test(new URL(url).hostname)
  try {
    await receiver.listen(port, here ? '127.0.0.1' : undefined)
  } catch (error) {
    throw new Ended(
      `The receiver cannot listen on port ${port} (${(error as Error).message}). Choose another with --callback-port.`,
    )
  }
  const body = new URLSearchParams({ parity: receiver.ping })
  await fetch(url, { method: 'POST', body, signal: realTimeout(PING_LIMIT) }).catch(() => null)
  if (!receiver.pinged)
    throw new Ended(
      `A message to ${url} did not come to port ${port} here. Let the callback URL lead to it, or leave --callback-url out.`,
    )
}
