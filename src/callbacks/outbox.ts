import type { Callback } from '../kyc/callback.js'
import type { Change, ChangeBody } from '../store/change.js'
import { onStorageError } from '../store/storage-error.js'
import type { Store } from '../store/store.js'
import type { Agenda } from '../time/agenda.js'
import { deliver, type Outcome } from './delivery.js'
import { callbackBody } from './payload.js'

/** So many deliveries of one company are under way at a time: a receiver that hangs delays nobody else's. */
const AT_A_TIME = 64

/** Sends each callback when it is due. It does what the changes say, and says by changes what came of it. */
export class Outbox {
  readonly #underWay = new Map<number, { companyId: number; cancel: AbortController }>()
  readonly #lanes = new Map<number, Lane>()
  #closed = false

  constructor(
    readonly store: Store,
    readonly agenda: Agenda,
    /** Where a company without a callback URL gets its callbacks. */
    readonly inboxUrl: (companyId: number) => string,
  ) {}

  /** Takes up what a stopped sandbox left: what is due, and what was under way and is not sent again. */
  resume(): void {
    for (const callback of this.store.state.callbacks.values()) {
      if (callback.state === 'scheduled') this.#schedule(callback)
      if (callback.state === 'sending') {
        this.store.commit(callback.company_id, {
          type: 'callback-interrupted',
          callback_id: callback.id,
        })
      }
    }
  }

  /** Cancels what is under way, and begins nothing more: what is scheduled stays so. */
  close(): void {
    this.#closed = true
    for (const { cancel } of this.#underWay.values()) cancel.abort()
    this.#underWay.clear()
  }

  /** Does what a change asks for. */
  follow(change: Change): void {
    switch (change.type) {
      case 'callback-scheduled':
        this.#schedule(change.callback)
        break
      case 'callback-rescheduled': {
        const callback = this.store.state.callbacks.get(change.callback_id)
        if (callback !== undefined) this.#schedule(callback)
        break
      }
      case 'callback-cancelled':
        this.agenda.remove(key(change.callback_id))
        break
      case 'company-reset':
      case 'company-deleted':
        this.#cancel((companyId) => companyId === change.company_id)
        break
      case 'reset':
      case 'imported':
        this.#cancel(() => true)
    }
  }

  #cancel(concerns: (companyId: number) => boolean): void {
    for (const [id, { companyId, cancel }] of this.#underWay) {
      if (!concerns(companyId)) continue
      this.#underWay.delete(id)
      cancel.abort()
    }
    for (const companyId of [...this.#lanes.keys()])
      if (concerns(companyId)) this.#lanes.delete(companyId)
  }

  #schedule({ id, company_id, due }: Callback): void {
    const run = () => {
      const lane = this.#lane(company_id)
      return lane.enter(() =>
        this.#lanes.get(company_id) === lane ? this.#deliver(id) : undefined,
      )
    }
    this.agenda.put({ key: key(id), company_id, due, run })
  }

  #lane(companyId: number): Lane {
    let lane = this.#lanes.get(companyId)
    if (lane === undefined) {
      lane = new Lane(AT_A_TIME)
      this.#lanes.set(companyId, lane)
    }
    return lane
  }

  async #deliver(id: number): Promise<void> {
    const callback = this.store.state.callbacks.get(id)
    if (callback?.state !== 'scheduled' || this.#closed) return
    const { company_id, fault } = callback
    try {
      if (fault === 'dropped') {
        this.store.commit(company_id, { type: 'callback-dropped', callback_id: id })
        return
      }
      this.store.commit(company_id, { type: 'callback-sending', callback_id: id })
      const cancel = new AbortController()
      this.#underWay.set(id, { companyId: company_id, cancel })
      const url = callback.url ?? this.inboxUrl(company_id)
      const outcome = await deliver({ url, body: callbackBody(callback), fault }, cancel.signal)
      // After a reset or an import the number may be another callback's.
      if (this.#underWay.get(id)?.cancel !== cancel) return
      this.#underWay.delete(id)
      this.#note(callback, outcome)
    } catch (error) {
      this.#underWay.delete(id)
      // The journal cannot be written, so nothing was sent: it is tried again.
      const due = this.store.now(company_id) + 1000
      onStorageError(error, () => this.#schedule({ ...callback, due }))
    }
  }

  /** Says what came of a delivery; where the journal cannot be written now, a little later. */
  #note(callback: Callback, outcome: Outcome): void {
    const { id, company_id } = callback
    try {
      this.store.commit(
        company_id,
        'answer' in outcome
          ? { type: 'callback-answered', callback_id: id, ...outcome }
          : { type: 'callback-failed', callback_id: id, ...outcome },
        ...this.#heldBack(callback),
      )
    } catch (error) {
      const due = this.store.now(company_id) + 1000
      const run = () => this.#note(callback, outcome)
      onStorageError(error, () => this.agenda.put({ key: key(id), company_id, due, run }))
    }
  }

  /** The changes that let go the callback which waited for this one (fault `after-next`). */
  #heldBack({ id, agent_id, company_id }: Callback): ChangeBody[] {
    const { agents, callbacks } = this.store.state
    const ids = (agent_id !== null && agents.get(agent_id)?.callback_ids) || []
    const waits = (other: number) => {
      const callback = callbacks.get(other)
      return callback?.state === 'scheduled' && callback.fault === 'after-next' && other < id
    }
    const due = this.store.now(company_id)
    return ids
      .filter(waits)
      .map((callback_id) => ({ type: 'callback-rescheduled', callback_id, due }))
  }
}

function key(callbackId: number): string {
  return `callback ${callbackId}`
}

/** Lets so many through at a time, in order. */
class Lane {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(width: number) {
    this.#free = width
  }

  async enter(work: () => Promise<void> | undefined): Promise<void> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#free--
    try {
      await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#free++
      else next()
    }
  }
}
