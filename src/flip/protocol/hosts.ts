import { assumed, documented, type FidelityRow } from '../../kyc/fidelity.js'

/** The two of Flip's hosts that share the sandbox's port (contract section 1). */
export type Host = 'agents' | 'kyc'

/** Test prefix first; the live one answers exactly as it does. */
export const PREFIXES: Readonly<Record<Host, readonly [test: string, live: string]>> = {
  agents: ['/big_sandbox_api/v2', '/api/v2'],
  kyc: ['/kyc-sandbox/api/v1', '/kyc/api/v1'],
}

/** Whose error shape a path gets; anything unknown counts as the agents host's. */
export function hostOf(path: string): Host {
  return path.startsWith('/kyc') ? 'kyc' : 'agents'
}

/** The path that was asked for, without the query; a client behind a proxy setting names the host before it. */
export function pathOf({ url }: { readonly url: string }): string {
  return url.replace(/^https?:\/\/[^/?]*/i, '').replace(/\?.*$/s, '')
}

export const FIDELITY: readonly FidelityRow[] = [
  documented(
    '1',
    ['G'],
    'Test mode lies under /big_sandbox_api/v2 (agents host) and /kyc-sandbox/api/v1 (KYC host).',
  ),
  documented('1', ['G'], 'Live mode lies under /api/v2 (agents host) and /kyc/api/v1 (KYC host).'),
  assumed(
    '1',
    'The live prefixes answer exactly as the test prefixes do, from the same agents, on one port.',
  ),
  assumed(
    '1',
    'An unknown path that begins with /kyc gets the error shape of the KYC host, any other that of the agents host.',
  ),
]
