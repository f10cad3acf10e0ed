import { asError, noSandbox } from './sandbox-error.js'

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Target {
  /** Such as `http://127.0.0.1:4010`, without a slash at its end. */
  readonly url: string
  readonly token: string | undefined
}

/**
 * One control call.
 * @param path below `/_sandbox`
 * @throws {SandboxError} when it is refused
 */
export async function send(
  { url, token }: Target,
  method: string,
  path: string,
  query: Query,
  body: unknown,
  init: RequestInit = {},
): Promise<Response> {
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
  })
  if (response.ok) return response
  throw await asError(response)
}

/** The JSON that a call answered; undefined without a body. @throws {SandboxError} when it is not JSON */
export async function readAnswer<T>(response: Response): Promise<T> {
  const text = await response.text()
  if (text === '') return undefined as T
  try {
    return JSON.parse(text) as T
  } catch {
    throw noSandbox(response)
  }
}
