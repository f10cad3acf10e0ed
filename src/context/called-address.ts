import type { IncomingMessage } from 'node:http'
import { isLoopback } from '../lib/loopback.js'
import type { SandboxOptions } from '../options/options.js'
import type { Address } from './address.js'

/** A host name or address, with or without a port, and nothing else. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** Requests for one of Flip's own hosts, which the sandbox takes as a proxy. Their clients know only the proxy's address. */
const taken = new WeakSet<IncomingMessage>()

/** Says of a request that it was for one of Flip's hosts. */
export function takeForFlip(request: IncomingMessage): void {
  taken.add(request)
}

/**
 * The address at which a client reaches the sandbox, for the URLs in answers: the option `public_url`, else what a proxy
 * on this machine says that the client called, else what the client called. It only builds URLs, and decides nothing
 * about who may do what: a client can write these headers itself.
 * @returns such as `http://localhost:4010`, without a slash at its end
 */
export function calledAddress(
  request: IncomingMessage,
  { options, address }: { readonly options: SandboxOptions; readonly address: Address },
): string {
  if (options.public_url !== null) return options.public_url.replace(/\/+$/, '')
  if (taken.has(request)) return address.url
  const { headers, socket } = request
  const proxied = isLoopback(socket.remoteAddress)
  const forwarded = (name: string) => firstOf(proxied && headers[`x-forwarded-${name}`])
  const scheme = forwarded('proto')
  const host = [forwarded('host'), headers.host].find((sent) => sent && HOST.test(sent))
  // A client of HTTP/1.0 may not say what it called.
  if (host === undefined) return address.url
  return `${scheme === 'https' || 'encrypted' in socket ? 'https' : 'http'}://${host}`
}

/** Each proxy on the way adds a value; the first one is the nearest to the client. */
function firstOf(header: string | string[] | undefined | false): string {
  const [first] = String(header || '').split(',')
  return (first as string).trim()
}
