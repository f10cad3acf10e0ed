import fc from 'fast-check'
import { type Sandbox, type SandboxCompany, SandboxError, startSandbox } from '../../src/index.js'
import { Api, type Reply } from '../helpers/sandbox.js'
import { idIn, transfer } from '../helpers/transfers.js'

const FEE = 5000

/** One thing that a company, somebody by hand, or time does. */
export const moneyStep = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      amount: fc.integer({ min: 9_990, max: 60_000 }),
      account: fc.constantFrom('1', '9101', '9110', '9121', '9203'),
      key: fc.integer({ min: 0, max: 12 }),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      which: fc.nat(),
      status: fc.constantFrom('DONE' as const, 'CANCELLED' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      balance: fc.integer({ min: 0, max: 200_000 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('time' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('block' as const), blocked: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('disturb' as const), disturbed: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
)
type Step = typeof moneyStep extends fc.Arbitrary<infer S> ? S : never
type Sending = Extract<Step, { do: 'send' }>

interface Sent {
  readonly id: string
  readonly amount: number
  readonly account: string
  status: 'PENDING' | 'DONE' | 'CANCELLED'
}

/** The real sandbox beside what one company's money should be, worked out from what it was told to do. */
export class MoneyWorld {
  sandbox!: Sandbox
  steps = 0
  restarts = 0
  #company!: SandboxCompany
  #api!: Api
  #agent = 0
  #balance = 0
  #blocked = false
  #disturbed = false
  /** By the key that each was made with. */
  #sent = new Map<number, Sent>()
  /** The highest id that was ever given out. */
  #lastId = 0n

  constructor(readonly state: string) {}

  async open(): Promise<void> {
    this.sandbox = await startSandbox({ state: this.state })
  }

  async run(steps: readonly Step[]): Promise<void> {
    this.#balance = 300_000
    this.#sent = new Map()
    this.#blocked = this.#disturbed = false
    const settings = { balance: this.#balance, disbursementDelay: '30m' }
    this.#take(await this.sandbox.createCompany(settings))
    await this.#company.clock.freeze()
    this.#agent = await this.#api.decided()
    for (const one of steps) {
      await this.#step(one)
      await this.#compare()
      this.steps++
    }
    await this.#company.delete()
  }

  #take(company: SandboxCompany): void {
    this.#company = company
    this.#api = new Api(this.sandbox, company.authorization)
  }

  async #step(one: Step): Promise<void> {
    switch (one.do) {
      case 'send':
        return this.#send(one)
      case 'decide':
        return this.#decide(one.which, one.status)
      case 'set':
        await this.#company.setBalance(one.balance)
        this.#balance = one.balance
        break
      case 'time':
        await this.#company.clock.advance('1h')
        for (const sent of this.#sent.values())
          if (sent.status === 'PENDING' && sent.account !== '9110')
            this.#end(sent, sent.account === '9101' ? 'CANCELLED' : 'DONE')
        break
      case 'block':
        await this.sandbox.setAgentStatus(this.#agent, one.blocked ? 'BLOCKED' : 'ACTIVE')
        this.#blocked = one.blocked
        break
      case 'disturb':
        await this.#company.setBankStatus('bni', one.disturbed ? 'HEAVILY_DISTURBED' : 'DISTURBED')
        this.#disturbed = one.disturbed
        break
      case 'restart':
        await this.sandbox.close()
        await this.open()
        this.#take(await this.sandbox.company(this.#company.id))
        this.restarts++
    }
  }

  /** The same call several times at once. */
  async #send({ amount, account, key, times }: Sending): Promise<void> {
    const fields = { amount: String(amount), account_number: account }
    const headers = { 'idempotency-key': `key ${key}` }
    const send = () => transfer(this.#api, this.#agent, fields, headers)
    const replies = await Promise.all(Array.from({ length: times }, send))
    const before = this.#sent.get(key)
    const refusal = before === undefined ? this.#refusal(amount, account) : undefined
    if (refusal !== undefined) {
      for (const reply of replies) equal(reply.body.errors?.[0].code, refusal, 'a refusal')
      return
    }
    const failed = before === undefined && account === '9121' ? 1 : 0
    equal(replies.filter(({ status }) => status === 500).length, failed, 'answers of 500')
    equal(replies.filter(({ status }) => status === 200).length, times - failed, 'answers of 200')
    const id = before?.id ?? (await this.#newest())
    for (const reply of replies) if (reply.status === 200) this.#isFirstAnswer(reply, id)
    if (before !== undefined) return
    if (BigInt(id) <= this.#lastId) throw new Error(`The id ${id} was given out before.`)
    this.#lastId = BigInt(id)
    this.#balance -= amount + FEE
    this.#sent.set(key, { id, amount, account, status: 'PENDING' })
  }

  #isFirstAnswer(reply: Reply, id: string): void {
    equal(idIn(reply), id, 'the id of an answer')
    equal(reply.body.status, 'PENDING', 'the status of an answer')
  }

  async #newest(): Promise<string> {
    const { items } = await this.#company.disbursements({ limit: 1 })
    return items[0]?.id ?? 'none'
  }

  /** The code that a new transfer should get; undefined: it is accepted. */
  #refusal(amount: number, account: string): number | undefined {
    if (amount < 10_000) return 1021
    if (this.#blocked) return 1091
    if (account === '9203') return 1026
    if (this.#disturbed) return 1088
    return amount + FEE > this.#balance ? 1035 : undefined
  }

  /** Ends one of them by hand, which only one that is pending allows. */
  async #decide(which: number, status: 'DONE' | 'CANCELLED'): Promise<void> {
    const sent = [...this.#sent.values()][which % Math.max(this.#sent.size, 1)]
    if (sent === undefined) return
    const outcome = await this.sandbox
      .decideDisbursement(sent.id, { status })
      .catch((error: unknown) => error)
    if (sent.status === 'PENDING') return this.#end(sent, status)
    equal(outcome instanceof SandboxError && outcome.status, 409, 'deciding twice')
  }

  #end(sent: Sent, status: 'DONE' | 'CANCELLED'): void {
    sent.status = status
    if (status === 'CANCELLED') this.#balance += sent.amount + FEE
  }

  async #compare(): Promise<void> {
    equal(await this.#company.balance(), this.#balance, 'the balance')
    const { items } = await this.#company.disbursements({ limit: 1000 })
    const seen = Object.fromEntries(items.map(({ id, status }) => [id, status]))
    equal(items.length, this.#sent.size, 'how many there are')
    for (const { id, status } of this.#sent.values()) equal(seen[id], status, `transfer ${id}`)
  }
}

function equal(found: unknown, expected: unknown, what: string): void {
  if (found !== expected) throw new Error(`${what}: expected ${expected}, found ${found}`)
}
