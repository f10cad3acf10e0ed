import { lookup } from 'node:dns'
import { connect, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Real milliseconds for each address of a name. Node's quarter of a second is less than a busy sandbox may take to look. */
const ADDRESS_LIMIT = 10_000

const LOOPBACK = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
]

/**
 * A connection that nobody has used. On a used one, a receiver that closes it just now loses the callback, and nobody
 * can tell whether it was read.
 */
export function connectTo({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const options = {
    host,
    lookup: lookUp,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ADDRESS_LIMIT,
  }
  if (protocol === 'http:') return connect({ ...options, port: Number(port || 80) })
  return connectTls({
    ...options,
    port: Number(port || 443),
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
  })
}

/**
 * Finds a receiver's addresses. Every name under .localhost is this machine (RFC 6761, section 6.3), as in browsers;
 * most systems' resolvers do not know them.
 */
const lookUp: LookupFunction = (name, options, done) => {
  if (/\.localhost\.?$/i.test(name)) done(null, LOOPBACK)
  else lookup(name, options, done)
}
