import { signInWanted, token } from './session.js'

/** The control API, wherever this page was served from. */
const BASE = new URL('.', location.href).pathname.replace(/\/$/, '')

/** An error answer of the control API, with its message. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** No answer came, which says nothing of what the call has done. */
export class NoAnswer extends Error {}

export type { Page } from './types.js'

export type Query = Readonly<Record<string, string | number | null | undefined>>

export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value != null && value !== '') search.set(name, String(value))
  }
  return search.size === 0 ? path : `${path}?${search}`
}

export function authorized(): Record<string, string> {
  const given = token.get()
  return given === null ? {} : { authorization: `Bearer ${given}` }
}

/** Makes a call to the control API. @throws {ApiError} */
export async function send(
  method: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> {
  const answer = await fetch(BASE + path, {
    method,
    headers: {
      ...authorized(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
  })
  if (answer.ok) return answer
  const refusal = await answer.json().catch(() => null)
  const { code = 'unknown', message = `${method} ${path}: ${answer.status}` } = refusal?.error ?? {}
  if (answer.status === 401) signInWanted.set(true)
  throw new ApiError(answer.status, code, message)
}

async function json<T>(method: string, path: string, body?: unknown, signal?: AbortSignal) {
  const answer = await send(method, path, body, signal)
  return (answer.status === 204 ? undefined : await answer.json()) as T
}

export const get = <T>(path: string, query: Query = {}, signal?: AbortSignal) =>
  json<T>('GET', withQuery(path, query), undefined, signal)
export const post = <T>(path: string, body: unknown) => json<T>('POST', path, body)
export const put = <T>(path: string, body: unknown) => json<T>('PUT', path, body)
export const patch = <T>(path: string, body: unknown) => json<T>('PATCH', path, body)
export const remove = (path: string, query: Query = {}) =>
  json<void>('DELETE', withQuery(path, query))
