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
      const clock = clockOf(store.state, id)
      if (mode === 'frozen') set(id, freezeClock(now ?? readClock(clock)))
      if (mode === 'running') set(id, resumeClock(clock))
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

  /** Sets one company's clock, or everybody's, whose own ones then give way. */
  function set(id: number, clock: ClockSetting): void {
    store.commit(id, { type: 'clock-set', clock })
    if (id !== 0) return
    for (const company of withOwnClock()) store.commit(company, { type: 'clock-set', clock: null })
  }

  function withOwnClock(): number[] {
    return [...store.state.companies.keys()].filter(
      (id) => controlsOf(store.state, id).clock !== null,
    )
  }

  async function advance(id: number, by: number): Promise<void> {
    if (by > LONGEST_STEP) throw invalid('The clock goes forward a hundred years at most.')
    const owners = id === 0 ? [0, ...withOwnClock()] : [id]
    const starts = new Map<number, Instant>(owners.map((one) => [one, store.now(one)]))
    const companies = id === 0 ? [...store.state.companies.keys()] : [id]
    await agenda.advance(companies, by, (elapsed) => {
      for (const [one, start] of starts) {
        // A reset on the way has set the clock back: it stays where it is.
        if (store.now(one) > start + elapsed || !mayStillMove(one, start)) continue
        store.commit(one, {
          type: 'clock-set',
          clock: setClockTo(clockOf(store.state, one), start + elapsed),
        })
      }
    })
  }

  function mayStillMove(id: number, start: Instant): boolean {
    return store.now(id) >= start
  }
}

function backwards() {
  return invalid('The clock never goes backwards; a reset makes it real again.')
}
