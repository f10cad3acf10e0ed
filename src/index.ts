import { SandboxClient } from './client.js'
import type { CompanyInput } from './control/types.js'
import { basicAuthorization } from './kyc/company.js'
import { nearest } from './lib/nearest.js'
import { OPTIONS, OptionError, parseOption, type SandboxOptions } from './options/options.js'
import { runAround } from './server/run-around.js'
import { type RunningSandbox, runSandbox } from './server/sandbox.js'

export * from './client.js'
export { OptionError }

/** Options of `start`, in camelCase; durations as text, such as `2s`. */
export interface StartOptions extends CompanyInput {
  /** 0, the default here, takes a free port. */
  readonly port?: number
  readonly host?: string
  /** A file; `memory`, the default here, keeps nothing. */
  readonly state?: string
  readonly import?: string
  readonly scenarios?: string
  /** A report that `flip-sandbox parity` has written. */
  readonly fidelity?: string
  readonly controlToken?: string
  /** Web origins whose pages may call the emulated API; `*` for all. */
  readonly corsOrigins?: readonly string[]
  /** What `image_url` and the like begin with, behind a proxy. */
  readonly publicUrl?: string
  /** `on`: a proxy for Flip's own hosts on the same port. */
  readonly intercept?: 'on' | 'off'
  /** A port that speaks TLS; 0 takes a free one. */
  readonly httpsPort?: number
  /** The folder of the local certificate authority. */
  readonly ca?: string
  readonly allowedHosts?: readonly string[]
  readonly allowedOrigins?: readonly string[]
}

/** A sandbox in this process: everything that a `SandboxClient` can do, and `close`. */
export class Sandbox extends SandboxClient {
  /** API secret key of company 1. */
  readonly secretKey: string
  /** The ready-made `Authorization` header of company 1. */
  readonly authorization: string
  readonly validationToken: string
  /** Where it speaks TLS, with the option `httpsPort`; null: nowhere. */
  readonly httpsUrl: string | null
  readonly #running: RunningSandbox

  constructor(running: RunningSandbox) {
    const { url, httpsUrl, options } = running
    super({ url, controlToken: options.control_token ?? undefined })
    this.#running = running
    this.httpsUrl = httpsUrl
    this.secretKey = options.secret_key
    this.authorization = basicAuthorization(options.secret_key)
    this.validationToken = options.validation_token
  }

  /**
   * Runs a command with this sandbox in its environment, as the command `run` does. With the option `intercept`, its
   * calls to Flip's own hosts come here.
   * @param words the command and its arguments
   * @returns its exit code; 128 and the signal's number when a signal has ended it
   * @throws {Error} when it cannot be started
   */
  run(words: readonly string[]): Promise<number> {
    return runAround(this.#running, words, process.env)
  }

  /** Ends what is under way, and closes every handle. */
  close(): Promise<void> {
    return this.#running.close()
  }
}

/**
 * Starts a sandbox: on a free port, in memory, silent, unless told otherwise.
 * @throws {OptionError | Error} one sentence with what is wrong and what to do
 */
export async function startSandbox(options: StartOptions = {}): Promise<Sandbox> {
  const usual = { port: 0, state: 'memory', log: 'silent' } as const
  // Node's own clients look at no proxy: `run` leads them to a door for TLS.
  const door = options.intercept === 'on' && { https_port: 0 }
  return new Sandbox(await runSandbox({ ...usual, ...door, ...fromCamelCase(options) }))
}

/** The options of the library. It has no log. */
const HERE = OPTIONS.filter(({ key }) => key !== 'log')

function camelCase(key: string): string {
  return key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function fromCamelCase(options: StartOptions): Partial<SandboxOptions> {
  const given: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    const option = HERE.find((one) => one.key === key)
    if (option === undefined) {
      const known = HERE.map((one) => camelCase(one.key))
      throw new OptionError(`There is no option ${name}; did you mean ${nearest(name, known)}?`)
    }
    const none = value === null && option.value === null
    given[key] = none ? null : parseOption(option, String(value ?? ''), name)
  }
  return given
}
