import { drillInput } from './client/control-calls.js'
import { type InCompany, SandboxClient, SandboxError } from './client.js'
import type { CompanyInput, DrillReport } from './control/types.js'
import { type DrillHere, drillHere } from './drills/drill-here.js'
import { UnderWay } from './drills/run-drills.js'
import { basicAuthorization, FIRST_COMPANY } from './kyc/company.js'
import { camelCase, ErrorNamingOptions } from './lib/option-names.js'
import { optionsInCode } from './options/in-code.js'
import { OptionError } from './options/options.js'
import { runAround } from './server/run-around.js'
import { type RunningSandbox, runSandbox } from './server/sandbox.js'

export * from './client.js'
export type { DrillHere, ProbeInput } from './drills/drill-here.js'

/** Options of the command `start`, in camelCase; durations as text, such as `2s`. */
export interface StartOptions extends CompanyInput {
  /** The port to listen on; 0 takes a free one. @default 0 */
  readonly port?: number
  /** The address to listen on; `localhost` is both 127.0.0.1 and ::1. @default 'localhost' */
  readonly host?: string
  /** A file that keeps the state; `memory` keeps nothing. @default 'memory' */
  readonly state?: string
  /** A file with an exported state to begin with, when the state is empty. */
  readonly import?: string
  /** A JSON file with a list of agents to begin with, when the state is empty; what they leave out is sample data. */
  readonly seed?: string
  /** A folder of your own scenario files. */
  readonly scenarios?: string
  /** A report that `flip-sandbox parity` has written, to show what was observed at Flip. */
  readonly fidelity?: string
  /**
   * Bearer token of the control API. Needed where `host` is not loopback; there `none` opens the API to everybody. On loopback
   * it is open unless a token is set.
   */
  readonly controlToken?: string
  /** Web origins whose pages may call the emulated API, such as `http://localhost:5173`; `*` for all. @default [] */
  readonly corsOrigins?: readonly string[]
  /** What `image_url` and the like begin with, behind a proxy. @default what the client called */
  readonly publicUrl?: string
  /** `on`: a proxy for Flip's own hosts on the same port. @default 'off' */
  readonly intercept?: 'on' | 'off'
  /** A port that speaks TLS; 0 takes a free one. @default none */
  readonly httpsPort?: number
  /** The folder of the local certificate authority. @default '.flip-sandbox/ca' */
  readonly ca?: string
  /** Host names under which the control API answers, beyond IP addresses, localhost and names of a private network. */
  readonly allowedHosts?: readonly string[]
  /** Origins whose pages may drive the sandbox, beyond its own. */
  readonly allowedOrigins?: readonly string[]
}

/** A sandbox in this process: everything that a `SandboxClient` can do, and `close`. */
export class Sandbox extends SandboxClient {
  /** API secret key of company 1. */
  readonly secretKey: string
  /** The ready-made `Authorization` header of company 1. */
  readonly authorization: string
  /** The token that callbacks of company 1 carry. */
  readonly validationToken: string
  /** Where it speaks TLS, with the option `httpsPort`; null: nowhere. */
  readonly httpsUrl: string | null
  readonly #running: RunningSandbox
  readonly #closing = new AbortController()

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
   * @throws {SandboxError} when it cannot be started
   */
  async run(words: readonly string[]): Promise<number> {
    if (!Array.isArray(words)) {
      const message = 'run takes a list of words, such as run(["npm", "test"]).'
      throw new SandboxError(null, 'cannot_start', message)
    }
    try {
      return await runAround(this.#running, words, process.env)
    } catch (error) {
      const { message } = error as Error
      throw new SandboxError(null, 'cannot_start', message, {}, { cause: error })
    }
  }

  /**
   * Examines a callback receiver from this process, so that the probe can be a function too.
   * @returns the report, also where drills have failed, and where `close()` has ended it
   * @throws {SandboxError} its code is `invalid_drill`, or `conflict` while another drill of the receiver is under way
   */
  override async drill(drill: DrillHere & InCompany): Promise<DrillReport> {
    const { companyId = FIRST_COMPANY, ...input } = drillInput(drill)
    const { validationToken } = await this.company(companyId)
    try {
      return await drillHere(input, validationToken, this.#closing.signal)
    } catch (error) {
      const code = error instanceof UnderWay ? 'conflict' : 'invalid_drill'
      throw new SandboxError(null, code, (error as Error).message, {}, { cause: error })
    }
  }

  /** Ends what is under way, and closes every handle. */
  close(): Promise<void> {
    this.#closing.abort()
    return this.#running.close()
  }

  protected override send(...call: Parameters<SandboxClient['send']>): Promise<Response> {
    if (!this.#closing.signal.aborted) return super.send(...call)
    const message = `The sandbox at ${this.url} has been closed. Start another one with startSandbox().`
    return Promise.reject(new SandboxError(null, 'closed', message))
  }
}

/**
 * Starts a sandbox: on a free port, in memory, silent, unless told otherwise.
 * @throws {SandboxError} one sentence with what is wrong and what to do; its code is `invalid_option` or `cannot_start`
 */
export async function startSandbox(options: StartOptions = {}): Promise<Sandbox> {
  const defaults = { port: 0, state: 'memory', log: 'silent' } as const
  try {
    const given = optionsInCode(options)
    // Node's own clients look at no proxy: `run` leads them to a port that speaks TLS.
    const tls = given.intercept === 'on' && { https_port: 0 }
    return new Sandbox(await runSandbox({ ...defaults, ...tls, ...given }))
  } catch (error) {
    const code = error instanceof OptionError ? 'invalid_option' : 'cannot_start'
    const message =
      error instanceof ErrorNamingOptions ? error.naming(camelCase) : (error as Error).message
    throw new SandboxError(null, code, message, {}, { cause: error })
  }
}
