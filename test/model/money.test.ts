import fc from 'fast-check'
import t from 'tap'
import type { SandboxCompany } from '../../src/index.js'
import { type Api, open } from '../helpers/sandbox.js'
import { transfer } from '../helpers/transfers.js'

/** Random sequences of what moves money; `MODEL_RUNS` says how many. */
const RUNS = Math.ceil(Number(process.env['MODEL_RUNS'] ?? 100) / 5)

const step = fc.oneof(
  fc.record({
    do: fc.constant('send' as const),
    amount: fc.integer({ min: 9_990, max: 60_000 }),
    account: fc.constantFrom('1', '9101', '9110', '9121', '9203'),
    key: fc.integer({ min: 0, max: 12 }),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    do: fc.constant('decide' as const),
    which: fc.nat(),
    status: fc.constantFrom('DONE' as const, 'CANCELLED' as const),
  }),
  fc.record({ do: fc.constant('set' as const), balance: fc.integer({ min: 0, max: 200_000 }) }),
  fc.record({ do: fc.constant('time' as const) }),
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** What one company should have, worked out from what it was told to do. */
class Ledger {
  /** What was set last, and which transfers there were then. */
  set = 300_000
  before = new Map<string, boolean>()

  constructor(
    readonly company: SandboxCompany,
    readonly api: Api,
    readonly agent: number,
  ) {}

  async take(one: Step): Promise<void> {
    const { company, api, agent } = this
    switch (one.do) {
      case 'send': {
        const fields = { amount: String(one.amount), account_number: one.account }
        const key = { 'idempotency-key': `key ${one.key}` }
        const send = () => transfer(api, agent, fields, key)
        await Promise.all(Array.from({ length: one.times }, send))
        break
      }
      case 'decide': {
        const { items } = await company.disbursements({ status: 'PENDING' })
        const chosen = items[one.which % Math.max(items.length, 1)]
        if (chosen !== undefined)
          await company.client.decideDisbursement(chosen.id, { status: one.status })
        break
      }
      case 'set':
        await company.setBalance(one.balance)
        this.set = one.balance
        this.before = await this.#held()
        break
      case 'time':
        await company.clock.advance('1h')
    }
  }

  /** Whether each transfer holds its money. */
  async #held(): Promise<Map<string, boolean>> {
    const { items } = await this.company.disbursements({ limit: 1000 })
    return new Map(items.map(({ id, status }) => [id, status !== 'CANCELLED']))
  }

  /** The balance last set, less what transfers have taken since, and with what they have given back. */
  async balance(): Promise<number> {
    const { items } = await this.company.disbursements({ limit: 1000 })
    return items.reduce((sum, { id, amount, fee, status }) => {
      const held = Number(status !== 'CANCELLED') - Number(this.before.get(id) ?? false)
      return sum - held * (amount + fee)
    }, this.set)
  }
}

t.test(
  `${RUNS} random sequences neither lose nor make a rupiah (transfers.status.balance)`,
  async (t) => {
    const { sandbox, api } = await open(t)
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 25 }),
      async (steps) => {
        const company = await sandbox.createCompany({ balance: 300_000, disbursementDelay: '30m' })
        await company.clock.freeze()
        const own = api.of(company)
        const ledger = new Ledger(company, own, await own.decided())
        for (const one of steps) {
          await ledger.take(one)
          const [is, should] = [await company.balance(), await ledger.balance()]
          if (is !== should) throw new Error(`The balance is ${is} and should be ${should}.`)
          if (is < 0) throw new Error(`The balance is ${is}.`)
        }
        const { items } = await company.disbursements({ limit: 1000 })
        const keys = new Set(items.map(({ idempotency_key }) => idempotency_key))
        if (keys.size !== items.length) throw new Error('A key has made two transfers.')
        await company.delete()
      },
    )
    await fc.assert(property, { numRuns: RUNS })
    t.pass()
  },
)
