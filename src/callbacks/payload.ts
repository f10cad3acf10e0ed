import type { Callback } from '../kyc/callback.js'
import { VERSION } from '../lib/version.js'

/** The two fields as they go over the wire (callbacks.form, callbacks.encoding). */
export function callbackBody({ data, token }: Pick<Callback, 'data' | 'token'>): string {
  return new URLSearchParams({ data, token }).toString()
}

/** The headers that the sandbox chooses; the rest of the head is the connection's. */
export const CALLBACK_HEADERS = {
  'content-type': 'application/x-www-form-urlencoded',
  accept: '*/*',
  'user-agent': `flip-kyc-sandbox/${VERSION}`,
} as const

/** Every byte of the request, as the connection writes it. A test holds this against a real socket. */
export function callbackRequest(callback: Pick<Callback, 'data' | 'token'>, url: string): string {
  const { host, pathname, search } = new URL(url)
  const body = callbackBody(callback)
  const head = [
    `POST ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    'connection: keep-alive',
    ...Object.entries(CALLBACK_HEADERS).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
