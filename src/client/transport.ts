import { isHttpUrl } from '../lib/http-url.js'
import { asError, noSandbox, SandboxError, textOf, withoutAnswer } from './sandbox-error.js'

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface SandboxAccess {
  /** Such as `http://127.0.0.1:4010`, without a slash at its end. */
  readonly url: string
  readonly token: string | undefined
}

/**
 * A sandbox's URL as people write it: without a scheme, with a slash at its end, or copied from the page.
 * @throws {SandboxError} when it is none, or has a user name, which fetch refuses; the message shows no password
 */
export function baseUrl(written: string): string {
  if (typeof written !== 'string')
    throw new SandboxError(
      null,
      'invalid_url',
      'Give the URL of a sandbox: new SandboxClient({ url: "http://127.0.0.1:4010" }).',
    )
  const bare = written.trim().replace(/[?#].*$/s, '')
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `http://${bare}`
  if (isHttpUrl(url)) return url.replace(/\/+(_sandbox(\/.*)?)?$/, '')
  const shown = url.includes('@') ? 'A URL with a user name' : `"${written}"`
  const message = `${shown} is no URL of a sandbox; give one such as http://127.0.0.1:4010.`
  throw new SandboxError(null, 'invalid_url', message)
}

/** A control token that a header can carry. @throws {SandboxError} for any other */
export function headerToken(token: string | undefined): string | undefined {
  if (token === undefined || /^[!-~]*$/.test(token)) return token
  throw new SandboxError(
    null,
    'invalid_option',
    'The control token must be visible ASCII characters, without blanks and line ends; give the one that the sandbox was started with.',
  )
}

/** Taken when the module loads, so that a test's mock of fetch does not stand between it and the sandbox. */
const { fetch } = globalThis

/**
 * One control call.
 * @param path below `/_sandbox`
 * @throws {SandboxError} when it is refused, or nothing answers
 */
export async function send(
  { url, token }: SandboxAccess,
  method: string,
  path: string,
  query: Query,
  body: unknown,
  init: RequestInit = {},
): Promise<Response> {
  if (fetch === undefined) {
    throw new SandboxError(
      null,
      'no_fetch',
      "This environment has no fetch, which the client needs; jest-environment-jsdom takes it away. Give the test file Jest's environment node.",
    )
  }
  const target = new URL(`${url}/_sandbox${path}`)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) target.searchParams.set(name, String(value))
  }
  const response = await fetch(target, {
    ...init,
    method,
    headers: {
      ...(init.headers as Record<string, string> | undefined),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body instanceof ReadableStream
      ? { body, duplex: 'half' }
      : body !== undefined && { body: JSON.stringify(body) }),
  }).catch((error) => {
    throw withoutAnswer(url, error)
  })
  if (response.ok) return response
  throw await asError(response)
}

/** The JSON that a call answered; undefined without a body. @throws {SandboxError} when it is not JSON */
export async function readAnswer<T>(response: Response): Promise<T> {
  const text = await textOf(response)
  if (text === '') return undefined as T
  try {
    return JSON.parse(text) as T
  } catch {
    throw noSandbox(response)
  }
}
