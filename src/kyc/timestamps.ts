import type { Instant } from './agent.js'
import { assumed, documented, type FidelityRow } from './fidelity.js'

const GMT7 = 7 * 3_600_000

/** `YYYY-MM-DD HH:mm:ss` in GMT+7: the agents host and callbacks (contract section 6). */
export function flipTimestamp(at: Instant): string {
  return new Date(at + GMT7).toISOString().slice(0, 19).replace('T', ' ')
}

/** RFC 3339 with `+07:00`, whole seconds: the KYC host (contract section 6). */
export function kycTimestamp(at: Instant): string {
  return `${new Date(at + GMT7).toISOString().slice(0, 19)}+07:00`
}

export const FIDELITY: readonly FidelityRow[] = /* @__PURE__ */ fidelity()

function fidelity(): FidelityRow[] {
  return [
    documented(
      '6',
      ['R'],
      'Timestamps on the agents host and in callbacks are YYYY-MM-DD HH:mm:ss in GMT+7.',
    ),
    documented('6', ['R'], 'Timestamps on the KYC host are RFC 3339 with +07:00.'),
    assumed('6', 'Timestamps on the KYC host have whole seconds; fractions are cut off.'),
  ]
}
