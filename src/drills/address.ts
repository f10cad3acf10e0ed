import { isHttpUrl } from '../lib/http-url.js'

/** What a run of drills is about: callbacks about agents, or about transfers. */
export const DRILL_KINDS = ['kyc', 'disbursement'] as const
export type DrillKind = (typeof DRILL_KINDS)[number]

/** The number of an agent, or the digits of a transfer's id. */
export type SubjectId = number | string

/** What a message calls one of them. */
export const NOUNS: Readonly<Record<DrillKind, string>> = {
  kyc: 'an agent',
  disbursement: 'a transfer',
}

/** Where the id is put in. */
export const PLACES: Readonly<Record<DrillKind, string>> = {
  kyc: '{agent_id}',
  disbursement: '{disbursement_id}',
}

/** Whether it is an agent's, or a transfer's. */
export function kindOfId(id: SubjectId): DrillKind {
  return typeof id === 'number' ? 'kyc' : 'disbursement'
}

/** The text with the id in its place. */
export function withId(text: string, id: SubjectId): string {
  return text.replaceAll(PLACES[kindOfId(id)], String(id))
}

/** Whether a probe can be asked there: an http or https URL with a place for the id. */
export function isProbeUrl(text: string, kind: DrillKind): boolean {
  return text.includes(PLACES[kind]) && isHttpUrl(text.replaceAll(PLACES[kind], '1'))
}

export const PROBE_URL_MUST_BE: Readonly<Record<DrillKind, string>> = {
  kyc: 'an http or https URL with {agent_id} in it, such as http://127.0.0.1:3000/agents/{agent_id}',
  disbursement:
    'an http or https URL with {disbursement_id} in it, such as http://127.0.0.1:3000/transfers/{disbursement_id}',
}
