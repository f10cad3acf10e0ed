import { FLIP_HOSTS } from './hosts.js'

/**
 * A CommonJS file for `NODE_OPTIONS=--require`. Node's own `https` and `fetch` look at no proxy, so it leads their
 * connections to Flip's hosts to the sandbox's port for TLS. Everything else stays as it is: name and certificate are
 * still checked.
 */
export function nodePreload({
  host,
  port,
}: {
  readonly host: string
  readonly port: number
}): string {
  return `'use strict'
// Written by flip-sandbox run --intercept.
// Node.js before 14.18 knows no 'node:net'.
const { Socket } = require('net')
const HOSTS = new Set(${JSON.stringify(FLIP_HOSTS)})
const isFlip = (host) => HOSTS.has(String(host).toLowerCase().replace(/\\.$/, ''))
const connect = Socket.prototype.connect
Socket.prototype.connect = function (...given) {
  // Node hands over its own form: a list of options and callback.
  const list = Array.isArray(given[0]) ? given[0] : given
  const options = list[0]
  if (options && isFlip(options.host) && Number(options.port) === 443) {
    list[0] = { ...options, host: ${JSON.stringify(host)}, port: ${port}, lookup: undefined }
  } else if (isFlip(list[1]) && Number(options) === 443) {
    list[0] = ${port}
    list[1] = ${JSON.stringify(host)}
  }
  return connect.apply(this, given)
}
`
}
