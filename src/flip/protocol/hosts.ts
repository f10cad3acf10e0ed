/** Flip's two hosts. They share the sandbox's port; each has its own shape of errors. */
export type Host = 'agents' | 'kyc'

/** The prefixes of test and live mode. Both answer exactly the same (paths.live-as-test). */
export const PREFIXES: Readonly<Record<Host, readonly [test: string, live: string]>> = {
  agents: ['/big_sandbox_api/v2', '/api/v2'],
  kyc: ['/kyc-sandbox/api/v1', '/kyc/api/v1'],
}

/** The agents host serves money transfer under these as well (transfers.paths.v3). */
export const PREFIXES_V3 = ['/big_sandbox_api/v3', '/api/v3'] as const

/** The host that a path belongs to. An unknown path belongs to the agents host (paths.shape-of-unknown). */
export function hostOf(path: string): Host {
  return path.startsWith('/kyc') ? 'kyc' : 'agents'
}

/** The path of a request, without the query, and without the host that a client with a proxy setting puts before it. */
export function pathOf({ url }: { readonly url: string }): string {
  return url.replace(/^https?:\/\/[^/?]*/i, '').replace(/\?.*$/s, '')
}
