import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import type { Instant } from '../kyc/agent.js'
import { ALL_COMPANIES } from '../kyc/company.js'
import { LAST_INSTANT, LONGEST_DURATION } from '../kyc/timestamps.js'
import { clockOf, controlsOf } from '../store/state.js'
import {
  type ClockSetting,
  freezeClock,
  readClock,
  resumeClock,
  setClockTo,
} from '../time/clock.js'
import { parseTime } from '../time/definitions.js'
import { milliseconds } from '../time/duration.js'
import { invalid } from './control-error.js'
import { AdvanceRequest, ClockRequest } from './definitions/clock.js'
import { CompanyScope } from './definitions/common.js'
import { bodyAndQuery, ofKnownCompany, ownerOf, reader } from './input.js'
import { clockView, scheduledView } from './views.js'

const readScope = reader(CompanyScope)
const readClockRequest = reader(ClockRequest)
const readAdvance = reader(AdvanceRequest)

const NONE: ReadonlySet<number> = new Set()
/** How many real milliseconds a call may take to get here. */
const ON_THE_WAY = 1000

/** `/_sandbox/clock`: freeze, set, advance, resume; for one company, or for all. */
export function clockRoutes(app: FastifyInstance, context: Context): void {
  const { store, agenda } = context
  const view = (owner: number) => ({
    ...clockView(clockOf(store.state, owner)),
    scheduled: scheduledView(context, owner).slice(0, 100),
  })
  /** The last call for each company's clock, or for all. */
  const turns = new Map<number, Promise<unknown>>()

  /** One call at a time for each clock, so that each begins where the last one has ended. A call for all waits for every other one. */
  const oneAtATime = <T>(id: number, work: () => Promise<T>): Promise<T> => {
    const before =
      id === ALL_COMPANIES ? [...turns.values()] : [turns.get(ALL_COMPANIES), turns.get(id)]
    const result = Promise.all(before).then(work)
    const over = () => void (turns.get(id) === turn && turns.delete(id))
    const turn = result.then(over, over)
    turns.set(id, turn)
    return result
  }

  app.get('/clock', (request) => view(ownerOf(store.state, readScope(request.query))))

  app.put('/clock', (request) => {
    const sent = readClockRequest(bodyAndQuery(request))
    const id = ownerOf(store.state, sent)
    return oneAtATime(id, async () => {
      ofKnownCompany(store.state, sent)
      const { mode } = sent
      const wanted = sent.now === undefined ? undefined : (parseTime(sent.now) as Instant)
      const before = store.now(id)
      // A client that sends its present time: a moment has passed until here.
      const justNow = clockOf(store.state, id).mode === 'running' && isJustBefore(wanted, before)
      const now = justNow ? before : wanted
      if (now !== undefined && now < before) throw backwards()
      const stopped = now === undefined ? NONE : await advance(id, now - before)
      if (mode !== undefined) {
        for (const one of clocksOf(id))
          if (!stopped.has(one)) setMode(one, mode, one === id ? now : undefined)
      }
      return view(id)
    })
  })

  app.post('/clock/advance', (request) => {
    const sent = bodyAndQuery(request)
    const asked = (sent as { by?: unknown } | null)?.by
    // An object may have no text, or one of its own making.
    if (typeof asked !== 'object' && String(asked).startsWith('-')) throw backwards()
    const { by, ...scope } = readAdvance(sent)
    const id = ownerOf(store.state, scope)
    return oneAtATime(id, async () => {
      ofKnownCompany(store.state, scope)
      await advance(id, milliseconds(by))
      return view(id)
    })
  })

  /** The owners of the clocks to move: one company; or for all, `ALL_COMPANIES` and every company with a clock of its own. */
  function clocksOf(id: number): number[] {
    return id === ALL_COMPANIES ? [id, ...withOwnClock()] : [id]
  }

  /** Stops or starts a clock at the time it shows. A clock that is ahead of the others stays ahead. */
  function setMode(id: number, mode: ClockSetting['mode'], now?: Instant): void {
    const before = clockOf(store.state, id)
    const clock = mode === 'frozen' ? freezeClock(now ?? readClock(before)) : resumeClock(before)
    store.commit(id, { type: 'clock-set', clock })
  }

  function withOwnClock(): number[] {
    return [...store.state.companies.keys()].filter(
      (id) => controlsOf(store.state, id).clock !== null,
    )
  }

  /** @returns the owners whose clock was made real by a reset meanwhile. It stays real. */
  async function advance(id: number, by: number): Promise<ReadonlySet<number>> {
    if (by > LONGEST_DURATION) throw invalid('The clock goes forward a hundred years at most.')
    const owners = clocksOf(id)
    const starts = new Map<number, Instant>(owners.map((one) => [one, store.now(one)]))
    if (Math.max(...starts.values()) + by > LAST_INSTANT)
      throw invalid(
        'The clock goes to the end of the year 9999 at most; a reset makes it real again.',
      )
    const companies = id === ALL_COMPANIES ? [...store.state.companies.keys()] : [id]
    const stopped = new Set<number>()
    const unsubscribe = store.subscribe(({ type, company_id }) => {
      if (type === 'reset' || type === 'imported') for (const one of owners) stopped.add(one)
      if (type === 'company-reset' || type === 'company-deleted') stopped.add(company_id)
    })
    try {
      await agenda.advance(companies, by, (elapsed) => {
        for (const [one, start] of starts) {
          if (stopped.has(one) || store.now(one) > start + elapsed) continue
          const clock = setClockTo(clockOf(store.state, one), start + elapsed)
          store.commit(one, { type: 'clock-set', clock })
        }
      })
    } finally {
      unsubscribe()
    }
    return stopped
  }
}

function isJustBefore(wanted: Instant | undefined, now: Instant): boolean {
  return wanted !== undefined && wanted < now && now - wanted <= ON_THE_WAY
}

function backwards() {
  return invalid('The clock never goes backwards; a reset makes it real again.')
}
