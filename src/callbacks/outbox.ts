import { type Callback, isDelivered } from '../kyc/callback.js'
import { Semaphore } from '../lib/semaphore.js'
import type { Change, ChangeBody } from '../store/change.js'
import { committing } from '../store/committing.js'
import type { Store } from '../store/store.js'
import type { Agenda } from '../time/agenda.js'
import { awaitingNext, repetition } from './after-next.js'
import { type Delivery, deliver, type Outcome } from './delivery.js'
import { callbackBody } from './payload.js'
import { nextAttempt } from './transfer-callback.js'

/** How many deliveries of one company may run at a time. Each company has its own, so a receiver that hangs delays no other company. */
const AT_A_TIME = 64

/** Sends each callback when it is due. Changes tell it what to send; it commits changes that tell what happened. */
export class Outbox {
  readonly #underWay = new Map<number, { companyId: number; delivery: Delivery }>()
  readonly #semaphores = new Map<number, Semaphore>()
  #closed = false

  constructor(
    readonly store: Store,
    readonly agenda: Agenda,
    /** Where a company without a callback URL gets its callbacks. */
    readonly inboxUrl: (companyId: number) => string,
  ) {}

  /** Schedules the callbacks that were still to come when the sandbox stopped. One that was under way then is sent again only where its kind is. */
  resume(): void {
    // Those that were under way may be scheduled again meanwhile, and need no second look.
    for (const callback of [...this.store.state.callbacks.values()]) {
      if (callback.state === 'scheduled') this.#schedule(callback)
      if (callback.state === 'sending') {
        this.store.commit(
          callback.company_id,
          { type: 'callback-interrupted', callback_id: callback.id },
          ...this.#again(callback),
        )
      }
    }
  }

  /** Cancels the deliveries under way and begins no more. Scheduled callbacks stay scheduled. */
  close(): void {
    this.#closed = true
    for (const { delivery } of this.#underWay.values()) delivery.cancel()
    this.#underWay.clear()
  }

  /** Schedules and cancels callbacks as a change says. */
  follow(change: Change): void {
    switch (change.type) {
      case 'callback-scheduled':
        this.#schedule(change.callback)
        break
      case 'agent-added':
        for (const callback of change.callbacks)
          if (callback.state === 'scheduled') this.#schedule(callback)
        break
      case 'callback-retried':
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
    for (const [id, { companyId, delivery }] of this.#underWay) {
      if (!concerns(companyId)) continue
      this.#underWay.delete(id)
      delivery.cancel()
    }
    for (const companyId of [...this.#semaphores.keys()])
      if (concerns(companyId)) this.#semaphores.delete(companyId)
  }

  #schedule({ id, company_id, due }: Callback): void {
    const send = () => {
      const semaphore = this.#semaphore(company_id)
      return semaphore.run(() =>
        this.#semaphores.get(company_id) === semaphore ? this.#deliver(id) : undefined,
      )
    }
    this.agenda.put(committing(this.agenda, { key: key(id), company_id, due }, send))
  }

  #semaphore(companyId: number): Semaphore {
    let semaphore = this.#semaphores.get(companyId)
    if (semaphore === undefined) {
      semaphore = new Semaphore(AT_A_TIME)
      this.#semaphores.set(companyId, semaphore)
    }
    return semaphore
  }

  /** @throws {StorageError} before anything is sent */
  async #deliver(id: number): Promise<void> {
    const callback = this.store.state.callbacks.get(id)
    if (callback?.state !== 'scheduled' || this.#closed) return
    const { company_id, fault } = callback
    if (fault === 'dropped') {
      this.store.commit(company_id, { type: 'callback-dropped', callback_id: id })
      return
    }
    this.store.commit(company_id, { type: 'callback-sending', callback_id: id })
    const url = callback.url ?? this.inboxUrl(company_id)
    const delivery = deliver({ url, body: callbackBody(callback), fault })
    this.#underWay.set(id, { companyId: company_id, delivery })
    const outcome = await delivery.outcome
    // After a reset or an import, another callback may have this number.
    if (this.#underWay.get(id)?.delivery !== delivery) return
    this.#underWay.delete(id)
    this.#commitOutcome(callback, outcome)
  }

  /** Commits what came of a delivery, now or as soon as the disk can be written. */
  #commitOutcome(callback: Callback, outcome: Outcome): void {
    const { id, company_id, due } = callback
    const commit = () =>
      this.store.commit(
        company_id,
        'answer' in outcome
          ? { type: 'callback-answered', callback_id: id, ...outcome }
          : { type: 'callback-failed', callback_id: id, ...outcome },
        ...('answer' in outcome && isDelivered(outcome.answer) ? [] : this.#again(callback)),
        ...this.#whatFollows(callback),
      )
    committing(this.agenda, { key: key(id), company_id, due }, commit).run()
  }

  /** The change that sends a callback once more that has just failed, where its kind is. */
  #again(callback: Callback): ChangeBody[] {
    const due = nextAttempt(callback, this.store.now(callback.company_id))
    return due === null ? [] : [{ type: 'callback-retried', callback_id: callback.id, due }]
  }

  /**
   * What a callback that has been sent brings about with the fault `after-next`: the older one that waited for it is sent
   * now, or once more. Where a callback waited in vain, the agent's history says so.
   */
  #whatFollows({ id, agent_id, company_id, fault, repeats }: Callback): ChangeBody[] {
    const { agents, callbacks } = this.store.state
    const agent = agent_id === null ? undefined : agents.get(agent_id)
    if (agent === undefined || repeats !== null) return []
    const due = this.store.now(company_id)
    const older = awaitingNext(agent, callbacks).filter((other) => other.id < id)
    const changes = older.map((other): ChangeBody => {
      if (other.state === 'scheduled')
        return { type: 'callback-rescheduled', callback_id: other.id, due }
      const callback = repetition(other, this.store.nextId('callback'), due)
      return { type: 'callback-scheduled', callback }
    })
    const newest = agent.callback_ids.every((other) => other <= id)
    return fault === 'after-next' && newest
      ? [...changes, { type: 'fault-missed', agent_id: agent.id, callback: id, fault }]
      : changes
  }
}

function key(callbackId: number): string {
  return `callback ${callbackId}`
}
