import { counted } from '../lib/counted.js'
import { realNow } from '../time/clock.js'
import { type Answer, send } from './answer.js'
import type { Probe } from './definitions.js'
import { at } from './json.js'
import { madeAt, type Observation, observe, unmet } from './observe.js'
import { numbersOf } from './people.js'
import { MissingName } from './placeholders.js'
import type { Memory, PlayedCall } from './progress.js'
import { isCallback, makesAgent, requestOf, type SingleCall, variantsOf } from './request.js'
import type { Target } from './target.js'

/** What a probe has shown at one of the two. */
export interface Played {
  readonly observations: readonly Observation[]
  /** Why the rest of its calls were not made; null when all were. */
  readonly missing: string | null
}

/** By the probe's name. */
export type Recording = ReadonlyMap<string, Played>

/** One of the two that are compared, and what playing there needs. */
export interface Side {
  readonly target: Target
  readonly memory: Memory
  /** The names of all people, whose numbers are made from the series. */
  readonly people: readonly string[]
  readonly series: string
  /** The callback about an agent, or null when none came in time; null where no callbacks can come. */
  readonly callback: ((agentId: string) => Promise<Answer | null>) | null
  /** Agents that may be made, those of earlier runs included. */
  readonly mostAgents: number
  /** Aborted with the sentence that says why. */
  readonly cutOff: AbortSignal
  /** Is told of each probe before it is played. */
  readonly begin: (probe: Probe) => void
}

/** Playing has ended before the last probe. The message says why, and what to do. */
export class Ended extends Error {}

export const ENDED_BEFORE = 'the run ended before'
export const NO_CALLBACKS = 'it takes --callback-url'

/**
 * Plays the probes, one call after the other.
 * @param recording gets what each probe shows; it has what was reached when this throws
 * @throws {Ended}
 */
export async function play(
  probes: readonly Probe[],
  side: Side,
  recording: Map<string, Played>,
): Promise<void> {
  const player = new Player(side)
  for (const probe of probes) {
    side.begin(probe)
    const observations: Observation[] = []
    recording.set(probe.name, { observations, missing: ENDED_BEFORE })
    const missing = await player.play(probe, observations)
    recording.set(probe.name, { observations, missing })
  }
}

class Player {
  readonly #names = new Map<string, string>()

  constructor(readonly side: Side) {
    for (const person of side.people) this.#learn(this.#numbersOf(person))
  }

  #numbersOf(person: string): Readonly<Record<string, string>> {
    const { people, series, memory } = this.side
    return numbersOf(person, people.indexOf(person), series, memory.lost(person))
  }

  #learn(names: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(names)) this.#names.set(name, value)
  }

  /** @returns why the probe was left before its end; null when it was not */
  async play({ name, calls }: Probe, observations: Observation[]): Promise<string | null> {
    for (const [index, call] of calls.flatMap(variantsOf).entries()) {
      const { memory } = this.side
      const key = `${name}/${index + 1}`
      let played = memory.get(key)
      if (played === undefined) {
        const made = await this.#make(call).catch(asMissing)
        if (typeof made === 'string') return made
        played = this.#look(made, call)
        memory.set(key, played)
      }
      this.#learn(played.kept)
      observations.push(...played.observations)
      if (played.unmet !== null) return `after its call ${index + 1}, whose ${played.unmet}`
    }
    return null
  }

  async #make(call: SingleCall): Promise<Answer> {
    const { target, cutOff } = this.side
    if (cutOff.aborted) throw new Ended(cutOff.reason)
    if (isCallback(call)) return await this.#callback(call)
    if (makesAgent(call)) this.#spareAgent()
    const request = await requestOf(call, target, this.#names)
    const answer = await send(request, target).catch((error: unknown) => {
      this.#lose(call)
      throw new Ended(
        `${request.url.host} gave no whole answer to ${call.call} (${reasonOf(error)}). Run it again: it goes on from here.`,
      )
    })
    if (answer.status < 500 && answer.status !== 429) return answer
    this.#lose(call)
    throw new Ended(
      `${request.url.host} answered ${answer.status} to ${call.call}, and parity ends at such an answer. Run it again later: it goes on from here.`,
    )
  }

  /** Without an answer nobody knows whether the agent is there: the next run makes another one, with other numbers. */
  #lose(call: SingleCall): void {
    if (makesAgent(call) && call.keep !== undefined) this.side.memory.lose(call.person as string)
  }

  #spareAgent(): void {
    const { memory, mostAgents } = this.side
    if (memory.agents < mostAgents) return
    throw new Ended(
      `The cap of ${counted(mostAgents, 'agent')} is reached. Raise it with --max-agents if the test account may have more.`,
    )
  }

  async #callback({ call }: SingleCall): Promise<Answer> {
    const { callback } = this.side
    if (callback === null) throw new Missing(NO_CALLBACKS)
    const agent = call.slice('CALLBACK {'.length, -1)
    const id = this.#names.get(agent)
    if (id === undefined) throw new MissingName(agent)
    const answer = await Promise.race([callback(id), this.#cutOff()])
    if (answer === null) throw new Missing('no callback came in time')
    return answer
  }

  #cutOff(): Promise<never> {
    const { cutOff } = this.side
    return new Promise((_, reject) => {
      cutOff.addEventListener('abort', () => reject(new Ended(cutOff.reason)), { once: true })
    })
  }

  #look(answer: Answer, call: SingleCall): PlayedCall {
    const kept: Record<string, string> = {}
    let lacking: string | null = null
    for (const [name, path] of Object.entries(call.keep ?? {})) {
      const value = at(answer.body, path)
      if (typeof value !== 'string' && typeof value !== 'number') {
        lacking ??= `answer had no ${path}`
        continue
      }
      kept[name] = String(value)
      if (makesAgent(call))
        Object.assign(kept, { [madeAt(name)]: String(realNow()) }, this.#numbersOf(name))
    }
    const names = new Map([...this.#names, ...Object.entries(kept)])
    const { key } = this.side.target
    return {
      agent: makesAgent(call) && answer.status < 300,
      kept,
      unmet: lacking ?? unmet(answer, call.must ?? {}, names, key),
      observations: observe(answer, call.proves ?? {}, names, key),
    }
  }
}

/** A call of a probe could not be made. The message says why. */
class Missing extends Error {}

function asMissing(error: unknown): string {
  if (error instanceof MissingName)
    return `it needs ${error.missing}, which an earlier probe did not get`
  if (error instanceof Missing) return error.message
  throw error
}

/** The code of the connection's error; the name of any other. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { readonly cause?: NodeJS.ErrnoException }
  return String({ code: name, ...cause }.code)
}
