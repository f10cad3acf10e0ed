import fc from 'fast-check'
import type { KycStatus, Sandbox, SandboxCompany } from '../../src/index.js'
import { SandboxError, startSandbox } from '../../src/index.js'
import { AGENTS, Api, type Reply, someAgent } from '../helpers/sandbox.js'
import { ModelAgent, scriptOf } from './model.js'

const SCRIPTS = [
  'approved',
  'rejected',
  'always-rejected',
  'upload-failed',
  'pending',
  'suspicious',
  'manual',
  'image-failed',
  'submit-500',
  'image-not-similar',
]

const CALLS = [
  'identity',
  'selfie',
  'submit',
  'data',
  'photo',
  'selfie-repair',
  'documents',
  'update',
  'get',
] as const
const DECISIONS = [
  'UPLOAD_IDENTITY_SELFIE_SUCCESS',
  'UPLOAD_IDENTITY_SELFIE_FAILED',
  'UPLOAD_IDENTITY_SELFIE_PROGRESS',
  'PENDING',
  'HELP',
  'APPROVED',
  'REJECTED',
] as const

const company = fc.integer({ min: 0, max: 1 })
const agent = fc.nat(5)
/** One thing that a company, somebody by hand, or time does. */
export const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      company,
      script: fc.constantFrom(...SCRIPTS),
      reason: fc.integer({ min: 10, max: 33 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), company, agent }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('both' as const), agent }) },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      call: fc.constantFrom(...CALLS),
      company,
      agent,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      agent,
      status: fc.constantFrom(...DECISIONS),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('time' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** The real sandbox beside the model, and what must hold after each step. */
export class World {
  sandbox!: Sandbox
  calls = 0
  restarts = 0
  #companies: SandboxCompany[] = []
  #apis: Api[] = []
  #agents: ModelAgent[] = []
  /** The highest identifier that was ever given out, over all sequences. */
  #lastId = 0

  constructor(readonly state: string) {}

  async open(): Promise<void> {
    this.sandbox = await startSandbox({ state: this.state })
    const ids = this.#companies.map(({ id }) => id)
    this.#companies = await Promise.all(ids.map((id) => this.sandbox.company(id)))
    this.#apis = this.#companies.map((one) => new Api(this.sandbox, one.authorization))
  }

  async run(steps: readonly Step[]): Promise<void> {
    await this.sandbox.reset()
    this.#agents = []
    this.#companies = await Promise.all(
      [1, 2].map(() => this.sandbox.createCompany({ callbackDelay: '1s' })),
    )
    for (const { clock } of this.#companies) await clock.freeze()
    this.#apis = this.#companies.map((one) => new Api(this.sandbox, one.authorization))
    try {
      for (const one of steps) {
        await this.#take(one)
        this.calls++
      }
      await this.#timePasses()
      await this.#checkCallbacks()
    } finally {
      for (const one of this.#companies) await this.sandbox.call('DELETE', `/companies/${one.id}`)
    }
  }

  async #take(one: Step): Promise<void> {
    if (one.do === 'create') return this.#create(one.company, scriptOf(one.script, one.reason))
    if (one.do === 'time') return this.#timePasses()
    if (one.do === 'restart') return this.#restart()
    const found = this.#agents[one.agent % Math.max(1, this.#agents.length)]
    if (found === undefined) return
    if (one.do === 'again') return this.#createAgain(one.company, found)
    if (one.do === 'both') {
      await this.#call('identity', found, found.company)
      await this.#call('selfie', found, found.company)
    }
    if (one.do === 'call') await this.#call(one.call, found, one.company)
    if (one.do === 'decide') await this.#decide(found, one.status)
    await this.#compare(found)
  }

  async #create(index: number, script: ReturnType<typeof scriptOf>): Promise<void> {
    const fields = someAgent()
    const identity_number = `${fields['identity_number']?.slice(0, 12)}${script.ending}`
    const { status, body } = await this.#api(index).create({ ...fields, identity_number })
    equal(status, 200, 'create')
    if (body.id <= this.#lastId) throw new Error(`identifier ${body.id} was given out before`)
    this.#lastId = body.id
    this.#agents.push(new ModelAgent(body.id, index, script))
  }

  /** The same number once more: refused in the same company alone. */
  async #createAgain(index: number, found: ModelAgent): Promise<void> {
    const { identity_number } = (await this.sandbox.agent(found.id)).data
    const { status, body } = await this.#api(index).create({ identity_number })
    const taken = this.#agents.some(({ company: owner, id }) => owner === index && id === found.id)
    if (taken) return equal(body.errors?.[0].code, 2002, 'uniqueness')
    if (status === 200) {
      this.#lastId = body.id
      this.#agents.push(new ModelAgent(body.id, index, found.script))
    } else equal(body.errors?.[0].code, 2002, 'uniqueness in the other company')
  }

  async #call(call: (typeof CALLS)[number], found: ModelAgent, index: number): Promise<void> {
    const reply = await this.#send(call, found.id, this.#api(index))
    if (index !== found.company)
      return equal(
        codeOf(reply),
        call === 'get' || call === 'update' ? 404 : 1011,
        `${call} from outside`,
      )
    const expected = {
      identity: () => found.identity(),
      selfie: () => found.selfie(),
      submit: () => found.submit(),
      data: () => found.remedy('data'),
      photo: () => found.remedy('photo'),
      'selfie-repair': () => found.remedy('selfie'),
      documents: () => found.remedy('documents'),
      update: () => found.update(),
      get: () => 200,
    }[call]()
    equal(codeOf(reply), expected, `${call} in ${found.status}`)
  }

  #send(call: (typeof CALLS)[number], id: number, api: Api): Promise<Reply> {
    switch (call) {
      case 'identity':
        return api.upload(id)
      case 'selfie':
        return api.selfie(id)
      case 'submit':
        return api.submit(id)
      case 'data':
        return api.repair(id, { name: 'Mended' })
      case 'photo':
        return api.repairPhoto(id)
      case 'selfie-repair':
        return api.repairSelfie(id)
      case 'documents':
        return api.documents(id)
      case 'get':
        return api.get(`${AGENTS}/agents/${id}`)
      case 'update':
        return this.#update(id, api)
    }
  }

  /** All attributes again, another name. */
  async #update(id: number, api: Api): Promise<Reply> {
    const { data } = await this.sandbox.agent(id)
    const fields = Object.entries(data).filter(([, value]) => value !== null && value !== '')
    const form = Object.fromEntries(fields.map(([key, value]) => [key, String(value)]))
    return api.form('PUT', `${AGENTS}/agents/${id}`, { ...form, name: 'Renamed' })
  }

  async #decide(found: ModelAgent, status: KycStatus): Promise<void> {
    const needsCode = status === 'REJECTED' || status === 'UPLOAD_IDENTITY_SELFIE_FAILED'
    let allowed = true
    try {
      await this.sandbox.decide(found.id, {
        kycStatus: status,
        ...(needsCode && { rejectedReasonCode: 14 }),
      })
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error
      equal(error.status, 409, `deciding ${status} in ${found.status}`)
      allowed = false
    }
    equal(allowed, found.decide(status), `deciding ${status}`)
  }

  /** Every check speaks, and every callback is sent. */
  async #timePasses(): Promise<void> {
    for (const { clock } of this.#companies) await clock.advance('1s')
    for (const found of this.#agents) {
      found.timePasses()
      await this.#compare(found)
    }
  }

  async #restart(): Promise<void> {
    const before = await this.#whole()
    await this.sandbox.close()
    await this.open()
    this.restarts++
    equal(await this.#whole(), before, 'a restart')
  }

  /** What must be the same after a restart: all but the inbox, where a callback under way may still arrive. */
  async #whole(): Promise<string> {
    const { agents, last } = await this.sandbox.export()
    return JSON.stringify({ agents, last: { ...last, inbox: null } })
  }

  async #compare({ id, status, reason, repairs }: ModelAgent): Promise<void> {
    const seen = await this.sandbox.agent(id)
    equal(seen.kyc_status, status, 'status')
    equal(seen.rejected_reason_code, reason, 'reason')
    equal(seen.repairs, repairs, 'repairs')
  }

  /** One callback for each announced decision, no more and no less. */
  async #checkCallbacks(): Promise<void> {
    for (const { id, announced } of this.#agents) {
      const { callbacks } = await this.sandbox.agent(id)
      equal(callbacks.length, announced, `callbacks of agent ${id}`)
    }
    const { items } = await this.sandbox.requests({ status: 500 })
    const scripted = items.every(({ hint }) => hint?.includes('asks for this answer'))
    equal(scripted, true, 'a 500 that no scenario asked for')
  }

  #api(index: number): Api {
    return this.#apis[index] as Api
  }
}

/** Flip's code where there is one, else the HTTP status. */
function codeOf({ status, body }: Reply): number {
  return body?.errors?.[0]?.code ?? status
}

function equal(found: unknown, expected: unknown, what: string): void {
  if (found !== expected) throw new Error(`${what}: expected ${expected}, found ${found}`)
}
