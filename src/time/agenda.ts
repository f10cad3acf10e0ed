import TinyQueue from 'tinyqueue'
import type { Instant } from '../kyc/agent.js'
import { afterReal, type ClockSetting, readClock, soon } from './clock.js'

/** Something that falls due on a company's clock. */
export interface Task {
  /** Names it; a second task of the same key takes the first one's place. */
  readonly key: string
  readonly company_id: number
  readonly due: Instant
  /** Does it; resolves when it is done. Never rejects. */
  readonly run: () => void | Promise<void>
  /** Told when the company's agenda is emptied before it was due. */
  readonly dropped?: () => void
}

interface Entry extends Task {
  readonly order: number
  /** Not yet to be run: the response that caused it has not been written. */
  held: boolean
}

/** What one company has to do. */
interface Diary {
  readonly queue: TinyQueue<Entry>
  /** How many of its tasks are still to come, those held back included. */
  pending: number
  cancelTimer: () => void
}

/**
 * Everything that is still to happen, on the clocks of the companies it belongs to. A task that a request
 * has caused is held back until that request's response has been written.
 */
export class Agenda {
  readonly #entries = new Map<string, Entry>()
  readonly #diaries = new Map<number, Diary>()
  /** What each company has under way. */
  readonly #running = new Map<number, Set<Promise<void>>>()
  readonly #settled = new Set<() => void>()
  #cause: Entry[] | null = null
  #order = 0
  #closed = false
  /** Companies whose clock is being advanced: nobody else runs their tasks. */
  readonly #advancing = new Set<number>()

  constructor(readonly clockOf: (companyId: number) => ClockSetting) {}

  /** A key that no other task has. */
  nextKey(what: string): string {
    return `${what} ${++this.#order}`
  }

  put(task: Task): void {
    if (this.#closed) {
      task.dropped?.()
      return
    }
    const before = this.#entries.get(task.key)
    if (before !== undefined) this.#forget(before)
    const entry: Entry = { ...task, order: this.#order++, held: this.#cause !== null }
    this.#entries.set(task.key, entry)
    this.#diary(task.company_id).pending++
    if (this.#cause !== null) this.#cause.push(entry)
    else this.#enter(entry)
  }

  remove(key: string): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#forget(entry)
    // Not at once: who removes a task may be about to put another one in its place.
    soon(() => this.#tellSettled())
  }

  /** Drops what a company has still to do. */
  clear(companyId: number): void {
    for (const entry of this.#entries.values()) {
      if (entry.company_id !== companyId) continue
      this.#entries.delete(entry.key)
      entry.dropped?.()
    }
    this.#diaries.get(companyId)?.cancelTimer()
    this.#diaries.delete(companyId)
  }

  /** Drops what all companies have still to do. */
  clearAll(): void {
    for (const companyId of this.companies()) this.clear(companyId)
  }

  /** Drops everything, and takes nothing more. */
  close(): void {
    this.#closed = true
    this.clearAll()
  }

  /**
   * Does `work`; whatever it puts down waits for `release`. Holds may be nested: the inner one's is its own.
   * @returns what `work` returned, and `release`, undefined where nothing waits
   */
  holding<T>(work: () => T): { result: T; release: (() => void) | undefined } {
    const held: Entry[] = []
    const outer = this.#cause
    this.#cause = held
    try {
      const result = work()
      return { result, release: held.length === 0 ? undefined : () => this.#release(held) }
    } finally {
      this.#cause = outer
    }
  }

  /** What is still to happen in a company, soonest first. */
  pending(companyId: number): readonly Task[] {
    return [...this.#entries.values()]
      .filter(({ company_id }) => company_id === companyId)
      .sort(byTime)
  }

  /** Whether nothing is scheduled or under way in a company. */
  isIdle(companyId: number): boolean {
    return !this.#diaries.get(companyId)?.pending && !this.#running.has(companyId)
  }

  /** The same of all companies together. */
  get allIdle(): boolean {
    return this.#entries.size === 0 && this.#running.size === 0
  }

  /** Tells `tell` whenever something that was under way has ended. @returns what ends that */
  onSettled(tell: () => void): () => void {
    this.#settled.add(tell)
    return () => void this.#settled.delete(tell)
  }

  /** Looks at a company's clock again, after it was set. */
  clockChanged(companyId: number): void {
    const diary = this.#diaries.get(companyId)
    if (diary !== undefined) this.#arm(companyId, diary)
  }

  /** Every company that has something to do. */
  companies(): number[] {
    return [...this.#diaries.keys()]
  }

  /**
   * Runs everything of some companies that falls due while their clocks go forward, in order of time,
   * what becomes due on the way included; resolves when nothing of it is under way any more.
   * @param goTo sets every one of the clocks so many milliseconds after where it began
   */
  async advance(
    companyIds: readonly number[],
    by: number,
    goTo: (elapsed: number) => void,
  ): Promise<void> {
    const start = new Map(companyIds.map((id) => [id, readClock(this.clockOf(id))]))
    for (const id of companyIds) this.#advancing.add(id)
    try {
      let elapsed = 0
      for (;;) {
        await this.#settle(companyIds)
        const next = this.#soonest(start)
        // A clock that runs goes on meanwhile: what has become due by now runs as well.
        if (next > Math.max(by, this.#passed(start))) break
        if (next > elapsed) {
          elapsed = next
          goTo(elapsed)
        }
        for (const [id, began] of start) this.#runDue(id, began + elapsed)
      }
      if (by > elapsed) goTo(by)
    } finally {
      for (const id of companyIds) {
        this.#advancing.delete(id)
        this.clockChanged(id)
      }
    }
  }

  /** Milliseconds that the clocks show more than at the start. */
  #passed(start: ReadonlyMap<number, Instant>): number {
    return Math.max(...[...start].map(([id, began]) => readClock(this.clockOf(id)) - began))
  }

  /** Milliseconds from the start to the next task of these companies. */
  #soonest(start: ReadonlyMap<number, Instant>): number {
    let soonest = Infinity
    for (const [id, began] of start) {
      const next = this.#peek(id)
      if (next !== undefined) soonest = Math.min(soonest, Math.max(0, next.due - began))
    }
    return soonest
  }

  /** Waits for what is under way, whoever began it, and for what is begun meanwhile. */
  async #settle(companyIds: readonly number[]): Promise<void> {
    for (;;) {
      const underWay = companyIds.flatMap((id) => [...(this.#running.get(id) ?? [])])
      if (underWay.length === 0) return
      await Promise.all(underWay)
    }
  }

  #forget({ key, company_id }: Entry): void {
    this.#entries.delete(key)
    this.#diary(company_id).pending--
  }

  #enter(entry: Entry): void {
    const diary = this.#diary(entry.company_id)
    diary.queue.push(entry)
    if (diary.queue.peek() === entry) this.#arm(entry.company_id, diary)
  }

  #release(held: readonly Entry[]): void {
    for (const entry of held) {
      entry.held = false
      if (this.#entries.get(entry.key) === entry) this.#enter(entry)
    }
    // At once, not by a timer: the client's next request shall find it done.
    for (const companyId of new Set(held.map(({ company_id }) => company_id))) {
      if (this.#advancing.has(companyId)) continue
      this.#runDue(companyId, readClock(this.clockOf(companyId)))
      this.clockChanged(companyId)
    }
  }

  #diary(companyId: number): Diary {
    let diary = this.#diaries.get(companyId)
    if (diary === undefined) {
      diary = { queue: new TinyQueue<Entry>([], byTime), pending: 0, cancelTimer: () => {} }
      this.#diaries.set(companyId, diary)
    }
    return diary
  }

  /** The next task that has not been removed or replaced. */
  #peek(companyId: number): Entry | undefined {
    const queue = this.#diaries.get(companyId)?.queue
    for (;;) {
      const entry = queue?.peek()
      if (entry === undefined || this.#entries.get(entry.key) === entry) return entry
      queue?.pop()
    }
  }

  /** Sets the company's timer for its next task; on a frozen clock only what is due now has one. */
  #arm(companyId: number, diary: Diary): void {
    diary.cancelTimer()
    const next = this.#peek(companyId)
    if (next === undefined) return
    const clock = this.clockOf(companyId)
    const wait = next.due - readClock(clock)
    if (wait > 0 && clock.mode === 'frozen') return
    diary.cancelTimer = afterReal(wait, () => {
      if (this.#advancing.has(companyId)) return
      this.#runDue(companyId, readClock(this.clockOf(companyId)))
      this.#arm(companyId, diary)
    })
  }

  #runDue(companyId: number, now: Instant): void {
    for (;;) {
      const entry = this.#peek(companyId)
      if (entry === undefined || entry.due > now) return
      this.#diaries.get(companyId)?.queue.pop()
      this.#forget(entry)
      this.#run(entry)
    }
  }

  #run({ company_id, run }: Entry): void {
    const running = run()
    if (running === undefined) {
      this.#tellSettled()
      return
    }
    const companys = this.#running.get(company_id) ?? new Set()
    this.#running.set(company_id, companys)
    const underWay = running.then(() => {
      companys.delete(underWay)
      if (companys.size === 0) this.#running.delete(company_id)
      this.#tellSettled()
    })
    companys.add(underWay)
  }

  #tellSettled(): void {
    for (const tell of this.#settled) tell()
  }
}

function byTime(a: Entry, b: Entry): number {
  return a.due - b.due || a.order - b.order
}
