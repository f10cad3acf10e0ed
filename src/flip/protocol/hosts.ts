/** The two of Flip's hosts that share the sandbox's port; each has errors of its own shape. */
export type Host = 'agents' | 'kyc'

/** Test prefix first; the live one answers exactly as it does (paths.live-as-test). */
export const PREFIXES: Readonly<Record<Host, readonly [test: string, live: string]>> = {
  agents: ['/big_sandbox_api/v2', '/api/v2'],
  kyc: ['/kyc-sandbox/api/v1', '/kyc/api/v1'],
}

/** Whose error shape a path gets; anything unknown counts as the agents host's (paths.shape-of-unknown). */
export function hostOf(path: string): Host {
  return path.startsWith('/kyc') ? 'kyc' : 'agents'
}

/** The path that was asked for, without the query; a client behind a proxy setting names the host before it. */
export function pathOf({ url }: { readonly url: string }): string {
  return url.replace(/^https?:\/\/[^/?]*/i, '').replace(/\?.*$/s, '')
}
