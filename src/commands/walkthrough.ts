import type { CallbackDetail, SandboxClient, SandboxCompany } from '../client.js'
import { callFlip, type FlipCall } from '../samples/flip-calls.js'
import { tookTime } from '../time/duration.js'
import { CommandError, type Terminal } from './command.js'
import { painter } from './table.js'
import { zonedTime } from './units.js'

/** Makes calls in a company of its own, and shows each request, response and callback as it happens. */
export class Walkthrough {
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

  title(text: string): void {
    if (!this.json) this.terminal.print(`\n${this.#paint('bold', text)}\n`)
  }

  /** Makes a call as an application would. @returns the text of its answer */
  async call(call: FlipCall): Promise<string> {
    this.cutOff.throwIfAborted()
    const { method, path, headers, fields, image } = call
    const answer = await callFlip(this.client.url, this.company.authorization, call)
    if (answer === null) {
      throw new CommandError(
        `${method} ${path} got no whole answer: a fault says so, or the sandbox is being stopped. flip-sandbox faults clear takes faults away.`,
      )
    }
    const { ok, status, text, hint } = answer
    this.#requests++
    if (this.json)
      this.#print({ request: { method, path, headers, fields, image }, status, body: text })
    else this.#showCall(call, status, text)
    if (!ok) throw new CommandError(`${method} ${path} was answered ${status}: ${hint ?? text}`)
    return text
  }

  #showCall({ method, path, headers = {}, fields, image }: FlipCall, status: number, text: string) {
    const { print } = this.terminal
    print(this.#paint('cyan', `${method} ${path}`))
    for (const [name, value] of Object.entries(headers))
      print(this.#paint('grey', `  ${name}: ${value}`))
    const sent = Object.entries({ ...fields, ...(image !== undefined && { image: `@${image}` }) })
    if (sent.length > 0)
      print(this.#paint('grey', `  ${sent.map(([name, value]) => `${name}=${value}`).join('&')}`))
    print(`  ${status} ${text}`)
  }

  /** Shows a callback: each time that it was sent. */
  async callback(about: string, id: number): Promise<void> {
    const { attempts, fields } = await this.client.callback(id)
    for (const [index, attempt] of attempts.entries()) {
      this.#callbacks++
      if (this.json) this.#print({ callback: fields, answer: attempt.answer_status })
      else this.#showAttempt(`${about}${index === 0 ? '' : `, attempt ${index + 1}`}`, attempt)
    }
    if (!this.json) this.terminal.print(this.#paint('grey', `  data=${fields.data}`))
  }

  #showAttempt(
    about: string,
    { answer_status, duration_ms, sent_at, error }: CallbackDetail['attempts'][number],
  ): void {
    const came =
      error === null
        ? `answered ${answer_status} in ${tookTime(duration_ms as number)}`
        : `at ${zonedTime(sent_at as string)}: ${error}`
    this.terminal.print(`${this.#paint('yellow', `→ callback ${about}`)} ${came}`)
  }

  /** Moves the company's clock. */
  async advance(by: string, inWords: string): Promise<void> {
    this.cutOff.throwIfAborted()
    const { now } = await this.company.clock.advance(by)
    if (this.json) this.#print({ clock: now })
    else
      this.terminal.print(
        `${this.#paint('bold', `The clock moves on by ${inWords}`)}, to ${zonedTime(now)}`,
      )
  }

  /** The end: what came of it, and how much it was. */
  summary(result: object, sentence: string, milliseconds: number): void {
    const [requests, callbacks] = [this.#requests, this.#callbacks]
    if (this.json) {
      this.#print({ ...result, requests, callbacks })
      return
    }
    const { print } = this.terminal
    const seconds = (milliseconds / 1000).toFixed(1)
    print('')
    print(this.#paint('green', sentence))
    print(
      `${requests} requests and ${callbacks} callbacks in ${seconds} s, in a company of their own that is gone again.`,
    )
  }

  #print(value: object): void {
    this.terminal.print(JSON.stringify(value))
  }
}
