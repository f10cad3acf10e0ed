import type { Callback } from '../kyc/callback.js'
import { VERSION } from '../lib/version.js'

/** Bytes that a callback's form may have, one made by hand too, and that the inbox takes. Flip's own has about 500. */
export const FORM_LIMIT = 65_536

/** The two fields, encoded (callbacks.form, callbacks.encoding). */
export function callbackBody({ data, token }: Pick<Callback, 'data' | 'token'>): string {
  return new URLSearchParams({ data, token }).toString()
}

/** The headers that the sandbox sets itself. */
export function callbackHeaders(body: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/x-www-form-urlencoded',
    accept: '*/*',
    'user-agent': `flip-kyc-sandbox/${VERSION}`,
    'content-length': String(Buffer.byteLength(body)),
  }
}

/** Every byte of the request, as undici writes it. A test compares it with what a real socket gets. */
export function callbackRequest(body: string, url: string): string {
  const { host, pathname, search } = new URL(url)
  const head = [
    `POST ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    // The connection is for this callback alone.
    'connection: close',
    ...Object.entries(callbackHeaders(body)).map(([name, value]) => `${name}: ${value}`),
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
