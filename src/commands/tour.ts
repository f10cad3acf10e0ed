import { randomInt, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { CallbackDetail, KycStatus, SandboxClient, SandboxCompany } from '../client.js'
import { PREFIXES } from '../flip/protocol/hosts.js'
import { packageFile } from '../lib/package-files.js'
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

/** One request of the tour. */
interface Step {
  readonly method: 'POST' | 'PUT' | 'GET'
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  readonly image?: string
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
    await this.#submit(id)
    await this.#callback(id, 'APPROVED')
    return id
  }

  async #walkThroughRepair(): Promise<number> {
    this.#title('Another one, REJECTED with reason 17 because its number ends in 9917, and back')
    const id = await this.#create('Siti Rahayu', '9917')
    await this.#uploadBoth(id)
    await this.#submit(id)
    await this.#callback(id, 'REJECTED')
    await this.#call({
      method: 'PUT',
      path: `${PREFIXES.kyc[0]}/users/${id}/repairPhoto`,
      fields: { user_type: '1' },
      image: 'identity-card.jpg',
    })
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
    const body = await this.#call({
      method: 'POST',
      path: `${PREFIXES.agents[0]}/agents`,
      fields: {
        name,
        identity_type: 'ktp',
        identity_number: digits + numberEndsIn,
        birth_date: '04-06-1998',
        birth_place: 'Jakarta',
        country_id: '1',
        province_id: '12',
        city_id: '184',
        district_id: '1234',
        address: 'Jl. Contoh 1',
        gender: name.startsWith('Siti') ? 'female' : 'male',
        occupation: 'entrepreneur',
        phone_number: `08${digits.slice(2)}`,
      },
    })
    return body['id'] as number
  }

  async #uploadBoth(id: number): Promise<void> {
    for (const [selfie, image] of ['identity-card.png', 'selfie.jpg'].entries()) {
      await this.#call({
        method: 'PUT',
        path: `${PREFIXES.kyc[0]}/users/${id}/identities`,
        fields: { user_type: '1', identity_type: '1', selfie: String(selfie) },
        image,
      })
    }
    await this.#callback(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  }

  #submit(id: number) {
    return this.#call({
      method: 'PUT',
      path: `${PREFIXES.kyc[0]}/users/${id}/submit`,
      fields: { user_type: '1' },
    })
  }

  /** Makes a request as an application would, and shows request and answer. */
  async #call({ method, path, fields, image }: Step): Promise<Record<string, unknown>> {
    this.cutOff.throwIfAborted()
    const kyc = path.startsWith(PREFIXES.kyc[0])
    const response = await fetch(this.client.url + path, {
      method,
      headers: {
        authorization: this.company.authorization,
        ...(kyc && { 'request-id': `bigflip-${randomUUID()}` }),
      },
      body: kyc ? multipart(fields, image) : new URLSearchParams(fields),
    }).catch(() => null)
    const text = await response?.text().catch(() => null)
    if (!response || typeof text !== 'string') {
      throw new CommandError(
        `${method} ${path} got no whole answer: a fault says so, or the sandbox is being stopped. flip-sandbox reset takes faults away.`,
      )
    }
    this.#requests++
    if (this.json)
      this.#print({ request: { method, path, fields, image }, status: response.status, body: text })
    else {
      const sent = Object.entries({ ...fields, ...(image !== undefined && { image: `@${image}` }) })
      this.terminal.print(`${this.#paint('cyan', `${method} ${path}`)}`)
      this.terminal.print(
        this.#paint('grey', `  ${sent.map(([name, value]) => `${name}=${value}`).join('&')}`),
      )
      this.terminal.print(`  ${response.status} ${text}`)
    }
    if (!response.ok) {
      throw new CommandError(
        `${method} ${path} was answered ${response.status}: ${response.headers.get('sandbox-hint') ?? text}`,
      )
    }
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

function multipart(fields: Step['fields'], image: string | undefined): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  if (image === undefined) return form
  const bytes = readFileSync(packageFile(`fixtures/images/${image}`))
  const type = image.endsWith('.png') ? 'image/png' : 'image/jpeg'
  form.set('image', new Blob([bytes], { type }), image)
  return form
}
