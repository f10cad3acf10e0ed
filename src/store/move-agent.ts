import type { Agent, StoredImage } from '../kyc/agent.js'
import { type Callback, tokenOf } from '../kyc/callback.js'
import type { Company } from '../kyc/company.js'
import { later } from '../kyc/timestamps.js'
import { readClock } from '../time/clock.js'
import type { ChangeBody } from './change.js'
import { OF_A_CASE } from './document.js'
import { imageName } from './image-name.js'
import type { ReadExport } from './read-export.js'
import { clockOf, type State } from './state.js'

const UNDER_WAY =
  'It was under way when its agent was exported; resend it if the receiver needs it.'

/** Gives agents and their callbacks the ids, the images and the times that they have here. */
export class Move {
  readonly #last

  constructor(
    readonly read: ReadExport,
    readonly company: Company,
    last: State['last'],
    readonly now: number,
  ) {
    this.#last = { ...last }
  }

  agent(agent: Agent): ChangeBody & { readonly type: 'agent-added' } {
    const id = ++this.#last.agent
    const at = this.#shownAtExport(agent)
    const due = (then: number) => later(this.now, Math.max(0, then - at))
    const callbacks = agent.callback_ids.map((id) => this.read.state.callbacks.get(id) as Callback)
    const ids = new Map(callbacks.map((callback) => [callback.id, ++this.#last.callback]))
    const { check } = agent
    return {
      type: 'agent-added',
      agent: {
        ...agent,
        id,
        company_id: this.company.id,
        identity_image: this.#image(agent.identity_image),
        selfie: this.#image(agent.selfie),
        documents: agent.documents.map((document) => ({
          ...document,
          id: ++this.#last.document,
          image: this.#image(document.image) as StoredImage,
        })),
        check:
          check === null ? null : { ...check, due: check.due === null ? null : due(check.due) },
        callback_ids: [...ids.values()],
        history: agent.history.map((entry) => ({
          ...entry,
          ...(entry.image !== undefined && { image: this.#file(entry.image) }),
          ...(entry.callback !== undefined && { callback: ids.get(entry.callback) as number }),
        })),
      },
      callbacks: callbacks.map((callback) => this.#callback(callback, agent.id, id, ids, due)),
    }
  }

  /** What the clock of its company showed when it was exported; an export of an earlier version does not say. */
  #shownAtExport({ company_id, updated_at }: Agent): number {
    const { state, reader } = this.read
    if (reader.at !== null) return reader.at
    if (reader.realTime === null) return updated_at
    return readClock(clockOf(state, company_id), reader.realTime)
  }

  #callback(
    callback: Callback,
    was: number,
    agent_id: number,
    ids: ReadonlyMap<number, number>,
    due: (then: number) => number,
  ): Callback {
    const { company } = this
    const moved = {
      ...callback,
      id: ids.get(callback.id) as number,
      agent_id,
      company_id: company.id,
      token: callback.token === OF_A_CASE ? tokenOf(callback, company) : callback.token,
      repeats: ids.get(callback.repeats ?? 0) ?? null,
    }
    if (callback.state === 'sending') return { ...moved, state: 'interrupted', error: UNDER_WAY }
    if (callback.state !== 'scheduled') return moved
    return {
      ...moved,
      due: due(callback.due),
      url: company.callback_url,
      token: tokenOf(callback, company),
      data: withAgent(callback.data, was, agent_id),
    }
  }

  #image(image: StoredImage | null): StoredImage | null {
    return image === null ? null : { ...image, file: this.#file(image.file) }
  }

  #file(file: string): string {
    // A lost image gets a name under which there is none, so that it does not become another company's.
    return this.read.images.get(file) ?? imageName(Buffer.from(file), file.slice(-3), this.company)
  }
}

/** What is still to be sent names the agent by its new id. */
function withAgent(data: string, was: number, id: number): string {
  try {
    const sent = JSON.parse(data) as { agent_id?: unknown } | null
    if (typeof sent !== 'object' || sent?.agent_id !== was) return data
    return JSON.stringify({ ...sent, agent_id: id })
  } catch {
    return data
  }
}
