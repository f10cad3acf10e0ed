import type { FastifyInstance } from 'fastify'
import { type ClockSetting, freezeClock, readClock, resumeClock, setClockTo } from '../clock.js'
import type { House } from '../house.js'
import type { Instant } from '../kyc/agent.js'
import { clockOf, controlsOf } from '../store/state.js'
import { invalid } from './control-error.js'
import { bodyAndQuery, type Input, optionalCompany, query } from './input.js'
import { clockView, scheduledView } from './views.js'

const LONGEST_STEP = 100 * 366 * 86_400_000

/** `/_sandbox/clock`: freeze, set, advance, resume; of one company, or of everybody. */
export function clockRoutes(app: FastifyInstance, house: House): void {
  const { store, agenda } = house
  const view = (companyId: number) => ({
    ...clockView(clockOf(store.state, companyId)),
    scheduled: scheduledView(house, companyId === 0 ? null : companyId).slice(0, 100),
  })
  let turn: Promise<unknown> = Promise.resolve()

  /** One clock call at a time: each finds the clocks where the last one has left them. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work)
    turn = result.catch(() => {})
    return result
  }

  app.get('/clock', (request) => view(owner(query(request, ['company_id']))))

  app.put('/clock', (request) =>
    inTurn(async () => {
      const input = bodyAndQuery(request, ['company_id', 'mode', 'now'])
      const id = owner(input)
      const mode = input.oneOf('mode', ['running', 'frozen'] as const)
      const now = input.instant('now')
      if (mode === undefined && now === undefined)
        throw invalid('Send "mode" (running or frozen), "now", or both.')
      const before = store.now(id)
      if (now !== undefined && now < before) throw backwards()
      if (now !== undefined) await advance(id, now - before)
      if (mode !== undefined) {
        for (const one of clocksOf(id)) setMode(one, mode, one === id ? now : undefined)
      }
      return view(id)
    }),
  )

  app.post('/clock/advance', (request) =>
    inTurn(async () => {
      const input = bodyAndQuery(request, ['company_id', 'by'])
      const id = owner(input)
      const by = input.raw('by')
      if (typeof by === 'string' && by.startsWith('-')) throw backwards()
      await advance(id, input.required('by', input.duration('by')))
      return view(id)
    }),
  )

  function owner(input: Input): number {
    return optionalCompany(store.state, input)?.id ?? 0
  }

  /** The clock of one company, or everybody's and the own ones that companies have. */
  function clocksOf(id: number): number[] {
    return id === 0 ? [0, ...withOwnClock()] : [id]
  }

  /** Stops or starts a clock where it is: who is ahead of the others stays ahead. */
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

  async function advance(id: number, by: number): Promise<void> {
    if (by > LONGEST_STEP) throw invalid('The clock goes forward a hundred years at most.')
    const owners = clocksOf(id)
    const starts = new Map<number, Instant>(owners.map((one) => [one, store.now(one)]))
    const companies = id === 0 ? [...store.state.companies.keys()] : [id]
    // Whose clock a reset on the way has made real: it stays so.
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
  }
}

function backwards() {
  return invalid('The clock never goes backwards; a reset makes it real again.')
}
