import type { ClientOptions } from './inputs.js'
import {
  baseUrl,
  headerToken,
  type Query,
  readAnswer,
  type SandboxAccess,
  send,
} from './transport.js'

/** Whoever calls the control API of one sandbox. */
export class Caller {
  /** The sandbox's own address, without a slash at its end: the base of all its URLs, such as `http://127.0.0.1:4010`. */
  readonly url: string
  readonly #target: SandboxAccess

  /**
   * @param options its URL alone will do
   * @throws {SandboxError} its code is `invalid_url`, or `invalid_option` for the token
   */
  constructor(options: ClientOptions | string) {
    const { url, controlToken }: ClientOptions =
      typeof options === 'string' ? { url: options } : options
    this.url = baseUrl(url)
    this.#target = { url: this.url, token: headerToken(controlToken) }
  }

  /** Any control call, by method and path below `/_sandbox`. */
  async call<T>(
    method: string,
    path: string,
    query: Query = {},
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<T> {
    const init = signal === undefined ? {} : { signal }
    return readAnswer(await this.send(method, path, query, body, init))
  }

  /** Every call goes through here. @throws {SandboxError} when it is refused, or nothing answers */
  protected send(
    method: string,
    path: string,
    query: Query,
    body: unknown,
    init?: RequestInit,
  ): Promise<Response> {
    return send(this.#target, method, path, query, body, init)
  }
}
