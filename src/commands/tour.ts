import { randomInt } from 'node:crypto'
import type { CallbackDetail, KycStatus, SandboxClient, SandboxCompany } from '../client.js'
import { callFlip, type FlipCall, flipCalls } from '../samples/flip-calls.js'
import { sampleAgent } from '../samples/sample-agent.js'
import { stopwatch } from '../time/clock.js'
import { type Command, CommandError, type Terminal } from './command.js'
import { onSignal } from './signals.js'
import { painter } from './table.js'

/** `tour`: takes two agents through the whole KYC, and shows each request, response and callback. */
export const tour: Command = {
  name: 'tour',
  usage: 'tour',
  about:
    'Takes one agent to APPROVED, and one to REJECTED and back by a repair, on a running sandbox.',
  words: [0, 0],
  async run({ client, terminal, json }) {
    const elapsed = stopwatch()
    const cutOff = new AbortController()
    const stopListening = onSignal((signal) =>
      cutOff.abort(
        new CommandError(`The tour was cut off (${signal}); its company is gone again.`),
      ),
    )
    try {
      const company = await client.createCompany({
        scenario: 'approved',
        magicNumbers: 'on',
        callbackUrl: null,
        callbackDelay: '0',
        maxRepairs: 3,
        requestId: 'strict',
      })
      try {
        const walkthrough = new Walkthrough(client, company, terminal, json, cutOff.signal)
        await Promise.race([walkthrough.run(elapsed), aborted(cutOff.signal)])
      } finally {
        await company.delete()
      }
    } finally {
      stopListening()
    }
  },
}

class Walkthrough {
  readonly #paint
  #requests = 0
  #callbacks = 0

  constructor(
    readonly client: SandboxClient,
    readonly company: SandboxCompany,
    readonly terminal: Terminal,
    readonly json: boolean,
    readonly cutOff: AbortSignal,
  ) {
    this.#paint = painter(terminal.colour)
  }

  async run(elapsed: () => number): Promise<void> {
    const approved = await this.#walkToApproval()
    const repaired = await this.#walkThroughRepair()
    this.#summary(approved, repaired, elapsed())
  }

  async #walkToApproval(): Promise<number> {
    this.#title('One agent, from creation to APPROVED')
    const id = await this.#create('Budi Santoso', '3174')
    await this.#uploadBoth(id)
    await this.#call(flipCalls.submit(id))
    await this.#callback(id, 'APPROVED')
    return id
  }

  async #walkThroughRepair(): Promise<number> {
    this.#title('Another one, REJECTED with reason 17 because its number ends in 9917, and back')
    const id = await this.#create('Siti Rahayu', '9917')
    await this.#uploadBoth(id)
    await this.#call(flipCalls.submit(id))
    await this.#callback(id, 'REJECTED')
    await this.#call(flipCalls.repairPhoto(id))
    await this.#callback(id, 'APPROVED')
    return id
  }

  #summary(approved: number, repaired: number, milliseconds: number): void {
    if (this.json) {
      this.#print({ approved, repaired, requests: this.#requests, callbacks: this.#callbacks })
      return
    }
    const { print } = this.terminal
    const seconds = (milliseconds / 1000).toFixed(1)
    print('')
    print(
      this.#paint(
        'green',
        `Agent ${approved} was approved at once, agent ${repaired} after a repair of its photo.`,
      ),
    )
    print(
      `${this.#requests} requests and ${this.#callbacks} callbacks in ${seconds} s, in a company of their own that is gone again.`,
    )
  }

  async #create(name: string, numberEndsIn: string): Promise<number> {
    const digits = String(randomInt(10 ** 11)).padStart(12, '3')
    const body = await this.#call(
      flipCalls.create({
        ...sampleAgent(randomInt(10 ** 8)),
        name,
        identity_number: digits + numberEndsIn,
        gender: name.startsWith('Siti') ? 'female' : 'male',
      }),
    )
    return body['id'] as number
  }

  async #uploadBoth(id: number): Promise<void> {
    await this.#call(flipCalls.upload(id, false))
    await this.#call(flipCalls.upload(id, true))
    await this.#callback(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  }

  /** Makes a call as an application would, and shows it with its answer. */
  async #call(call: FlipCall): Promise<Record<string, unknown>> {
    this.cutOff.throwIfAborted()
    const { method, path, fields, image } = call
    const answer = await callFlip(this.client.url, this.company.authorization, call)
    if (answer === null) {
      throw new CommandError(
        `${method} ${path} got no whole answer: a fault says so, or the sandbox is being stopped. flip-sandbox reset takes faults away.`,
      )
    }
    const { ok, status, text, hint } = answer
    this.#requests++
    if (this.json) this.#print({ request: { method, path, fields, image }, status, body: text })
    else {
      const sent = Object.entries({ ...fields, ...(image !== undefined && { image: `@${image}` }) })
      this.terminal.print(`${this.#paint('cyan', `${method} ${path}`)}`)
      this.terminal.print(
        this.#paint('grey', `  ${sent.map(([name, value]) => `${name}=${value}`).join('&')}`),
      )
      this.terminal.print(`  ${status} ${text}`)
    }
    if (!ok) throw new CommandError(`${method} ${path} was answered ${status}: ${hint ?? text}`)
    return JSON.parse(text) as Record<string, unknown>
  }

  /** Waits for the callback of a status and shows it. */
  async #callback(agentId: number, kycStatus: KycStatus): Promise<void> {
    const { callback } = await this.client.wait({ agentId, kycStatus, callback: 'delivered' })
    const shown = await this.client.callback((callback as { id: number }).id)
    this.#callbacks++
    if (this.json) this.#print({ callback: shown.fields, answer: shown.answer_status })
    else this.#showCallback(shown)
  }

  #showCallback({ fields, answer_status, duration_ms, kyc_status }: CallbackDetail): void {
    const { print } = this.terminal
    print(
      `${this.#paint('yellow', `→ callback ${kyc_status}`)} answered ${answer_status} in ${duration_ms} ms`,
    )
    print(this.#paint('grey', `  data=${fields.data}`))
  }

  #title(text: string): void {
    if (!this.json) this.terminal.print(`\n${this.#paint('bold', text)}\n`)
  }

  #print(value: object): void {
    this.terminal.print(JSON.stringify(value))
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}
