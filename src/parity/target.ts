import { type Host, PREFIXES } from '../flip/protocol/hosts.js'
import { UsageError } from '../lib/usage-error.js'

/** One of the two that are compared: where its hosts are, and its key. */
export interface Target {
  /** Both with their prefix, without a slash at the end. */
  readonly urls: Readonly<Record<Host, string>>
  readonly key: string
  /** Real milliseconds before each call; none where it is on this machine. */
  readonly pause: number
}

/** Flip's test mode. */
export const FLIP: Readonly<Record<Host, string>> = {
  agents: `https://bigflip.id${PREFIXES.agents[0]}`,
  kyc: `https://api.flip.id${PREFIXES.kyc[0]}`,
}

const LIVE = [PREFIXES.agents[1], PREFIXES.kyc[1]] as const

/** One call a second. */
const PAUSE = 1000

/** @throws {UsageError} unless both addresses are test mode, or on this machine and no live prefix */
export function targetAt(urls: Readonly<Record<Host, string>>, key: string): Target {
  const loopback = [admitted(urls.agents, 'agents'), admitted(urls.kyc, 'kyc')]
  return { urls, key, pause: loopback.every((one) => one) ? 0 : PAUSE }
}

/** A sandbox on this machine. */
export function loopbackTarget(url: string, key: string): Target {
  const urls = { agents: url + PREFIXES.agents[0], kyc: url + PREFIXES.kyc[0] }
  return targetAt(urls, key)
}

/**
 * Where a call goes.
 * @throws {UsageError} where the path would leave the host's prefix, and so could reach live mode
 */
export function addressOf({ urls }: Target, host: Host, path: string): URL {
  const url = new URL(urls[host] + path)
  const base = new URL(urls[host])
  const within = url.origin === base.origin && url.pathname.startsWith(`${base.pathname}/`)
  if (!within || LIVE.some((live) => url.pathname.startsWith(`${live}/`)))
    throw new UsageError(`The path ${path} leaves ${urls[host]}, so it is not called.`)
  return url
}

/** @returns whether the address is on this machine */
function admitted(text: string, host: Host): boolean {
  const [test] = PREFIXES[host]
  const url = URL.canParse(text) ? new URL(text) : null
  const flag = `--${host}-url`
  if (url === null || !/^https?:$/.test(url.protocol) || !isPlain(url, text))
    throw new UsageError(
      `${flag} must be a URL such as ${FLIP[host]}, with the prefix and no more.`,
    )
  if (LIVE.some((live) => `${url.pathname}/`.startsWith(`${live}/`)))
    throw new UsageError(
      `${flag} names live mode, which parity never calls; the test prefix is ${test}.`,
    )
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)
  if (!loopback && (url.protocol !== 'https:' || url.pathname !== test))
    throw new UsageError(
      `${flag} must be an https URL that ends with the test prefix ${test}; other addresses are called on this machine only.`,
    )
  return loopback
}

/** Origin and path alone, without a slash at the end, written as they are read. */
function isPlain({ origin, pathname }: URL, text: string): boolean {
  return origin + pathname === text && /^(\/[\w.-]+)+$/.test(pathname)
}
