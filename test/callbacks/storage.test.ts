import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import t, { type Test } from 'tap'
import { deliver, TIME_LIMIT } from '../../src/callbacks/delivery.js'
import { Outbox } from '../../src/callbacks/outbox.js'
import { Checks } from '../../src/decisions/checks.js'
import { Scenarios } from '../../src/decisions/scenarios.js'
import { Transfers } from '../../src/decisions/transfers.js'
import { toAgentData } from '../../src/kyc/agent-data.js'
import type { Company } from '../../src/kyc/company.js'
import { submission } from '../../src/kyc/journey.js'
import { DEFAULT_OPTIONS } from '../../src/options/options.js'
import { readCatalogue } from '../../src/scenarios/catalogue.js'
import type { Change } from '../../src/store/change.js'
import { committing } from '../../src/store/committing.js'
import { StorageError } from '../../src/store/errors.js'
import { clockOf, emptyState } from '../../src/store/state.js'
import { NO_STORAGE, Store } from '../../src/store/store.js'
import { Agenda } from '../../src/time/agenda.js'
import { freezeClock, REAL_CLOCK, readClock } from '../../src/time/clock.js'
import { receiver } from '../helpers/receiver.js'
import { GUIDE_SAMPLE } from '../helpers/sandbox.js'

/** The parts that a disk can fail, on a frozen clock; `refuse` says which changes it does not take. */
async function context(t: Test, callback_url: string) {
  const disk = { refuse: (_change: Change) => false as boolean }
  const store = new Store(emptyState(), {
    gone: false,
    append(changes) {
      if (changes.some(disk.refuse)) throw new StorageError('The disk is full.')
    },
    prepare: NO_STORAGE.prepare,
    close: async () => {},
  })
  const agenda = new Agenda(
    (companyId) => clockOf(store.state, companyId),
    (task, error) => t.fail(`${task.key}: ${error}`),
  )
  const checks = new Checks(store, agenda, new Scenarios(store, readCatalogue(null)))
  const transfers = new Transfers(store, agenda, new Scenarios(store, readCatalogue(null)))
  const outbox = new Outbox(store, agenda, () => callback_url)
  store.subscribe((change) => {
    checks.follow(change)
    transfers.follow(change)
    outbox.follow(change)
  })
  t.teardown(async () => {
    agenda.close()
    await outbox.close()
  })
  store.commit(1, { type: 'company-created', settings: { ...DEFAULT_OPTIONS, callback_url } })
  store.commit(0, { type: 'clock-set', clock: freezeClock(0) })
  const data = toAgentData(GUIDE_SAMPLE)
  store.commit(1, {
    type: 'agent-created',
    agent_id: 1,
    data,
    scenario: { name: 'approved', because: 'x' },
  })
  const agent = () =>
    store.state.agents.get(1) as NonNullable<ReturnType<typeof store.state.agents.get>>
  const advance = (by: number) => {
    const start = readClock(clockOf(store.state, 1))
    return agenda.advance([1], by, (elapsed) =>
      store.commit(0, { type: 'clock-set', clock: freezeClock(start + elapsed) }),
    )
  }
  /** Resolves when nothing is left to do. The clock stands still meanwhile. */
  const idle = () =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!agenda.isIdle(1)) return
        stop()
        resolve()
      }
      const stop = agenda.onSettled(look)
      look()
    })
  return { disk, store, checks, transfers, agent, advance, idle }
}

t.test(
  'what a disk does not take is tried again a second later, also where the clock stands still',
  async (t) => {
    t.test('a decision', async (t) => {
      const hook = await receiver(t)
      const { disk, store, checks, agent, advance, idle } = await context(t, hook.url)
      store.commit(1, ...submission(agent(), checks.plansFor(agent())))
      disk.refuse = ({ type }) => type === 'kyc-decided'
      await advance(500)
      t.equal(agent().kyc_status, 'PENDING')
      disk.refuse = () => false
      await idle()
      t.equal(agent().kyc_status, 'APPROVED')
      t.equal(hook.received.length, 1)
    })

    t.test('the result of an inquiry', async (t) => {
      const hook = await receiver(t)
      const { disk, store, transfers, advance, idle } = await context(t, hook.url)
      const company = store.state.companies.get(1) as Company
      const account = { bank_code: 'bca', account_number: '1', inquiry_key: '' }
      store.commit(1, { type: 'inquiry-made', inquiry: transfers.inquire(account, company) })
      disk.refuse = ({ type }) => type === 'inquiry-ended'
      await advance(500)
      t.equal(transfers.inquiryOf(account, company)?.status, 'PENDING')
      disk.refuse = () => false
      await idle()
      t.equal(transfers.inquiryOf(account, company)?.status, 'SUCCESS')
    })

    t.test('a callback that was not begun: nothing is sent before', async (t) => {
      const hook = await receiver(t)
      const { disk, store, checks, agent, advance, idle } = await context(t, hook.url)
      store.commit(1, ...submission(agent(), checks.plansFor(agent())))
      disk.refuse = ({ type }) => type === 'callback-sending'
      await advance(500)
      t.equal(hook.received.length, 0)
      disk.refuse = () => false
      await idle()
      t.equal(hook.received.length, 1)
    })

    t.test('what came of a delivery: noted later, and not sent again', async (t) => {
      const hook = await receiver(t)
      const { disk, store, checks, agent, advance, idle } = await context(t, hook.url)
      store.commit(1, ...submission(agent(), checks.plansFor(agent())))
      disk.refuse = ({ type }) => type === 'callback-answered'
      await advance(500)
      t.equal(store.state.callbacks.get(1)?.state, 'sending')
      disk.refuse = () => false
      await idle()
      t.equal(store.state.callbacks.get(1)?.state, 'delivered')
      t.equal(hook.received.length, 1)
    })
  },
)

t.test('what is no fault of the disk is not tried again', async (t) => {
  const agenda = new Agenda(
    () => REAL_CLOCK,
    () => {},
  )
  const what = { key: 'x', company_id: 1, due: 0 }
  const defect = () => {
    throw new Error('a defect')
  }
  t.throws(() => committing(agenda, what, defect).run(), { message: 'a defect' })
  await t.rejects(async () => committing(agenda, what, async () => defect()).run(), {
    message: 'a defect',
  })
  t.ok(agenda.isIdle(1))
})

t.test('no answer within the limit is a failure (callbacks.time-limit)', async (t) => {
  t.equal(TIME_LIMIT, 30_000, 'real milliseconds, whatever the clock says')
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  t.teardown(() => silent.close())
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`
  const { outcome } = deliver({ url, body: 'x', fault: null }, 20)
  t.match(await outcome, { error: /gave no answer within 0\.02 s; store the callback, answer 200/ })
})

t.test('what is cancelled before it went out reaches nobody', async (t) => {
  const nowhere = deliver({ url: 'http://127.0.0.1:9/', body: null as never, fault: null })
  t.match(await nowhere.outcome, { error: String }, 'what cannot be sent at all is a failure too')
  const { outcome, cancel } = deliver({ url: 'http://127.0.0.1:9/', body: 'x', fault: null })
  cancel()
  t.match(await outcome, { error: /cancelled/ })
})
