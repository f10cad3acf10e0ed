/** The parts of the emulated API, in the order in which docs/fidelity.md shows them. */
export const SECTIONS = [
  'Paths',
  'Authentication',
  'Request-ID',
  'Bodies',
  'Errors and the order of checks',
  'Values',
  'POST /agents',
  'GET /agents/:id',
  'PUT /agents/:id',
  'PUT /users/:id/identities',
  'PUT /users/:id/submit',
  'PUT /users/:id/repair',
  'PUT /users/:id/repairPhoto and repairSelfie',
  'POST /documents',
  'Lists of locations',
  'POST /disbursement/bank-account-inquiry',
  'POST /agent-disbursements',
  'GET /agent-disbursements',
  'Errors of money transfer',
  'GET /general/balance and banks',
  'GET /general/maintenance',
  'KYC status',
  'Rejection reasons and their remedies',
  'Callbacks',
  'Transfers and money',
  'Callbacks about money',
  'Locations',
] as const

export type Section = (typeof SECTIONS)[number]

/**
 * Who says so. `G`: Flip's integration guide. `R`: Flip's API reference, or one generation of it alone: `R1` of 2017
 * to 2020, `R2` of 2022 and 2023, `R3` the beta of 2024 and 2025, `R4` today's.
 */
export const SOURCES = ['G', 'R', 'R1', 'R2', 'R3', 'R4'] as const

export type Source = (typeof SOURCES)[number]

/** Where a rule comes from: a source says it, sources contradict each other, no source says anything, or the real API was seen to do it. */
export type Kind = 'documented' | 'contradictory' | 'assumed' | 'observed'

/** One rule of Flip's API that the sandbox follows. */
export interface Rule {
  /** Area and name, such as `kyc.submit.message`: comments and the titles of tests cite it. */
  readonly id: string
  readonly section: Section
  /** One plain sentence. */
  readonly sentence: string
  readonly kind: Kind
  /** Empty where the rule is assumed. */
  readonly sources: readonly Source[]
  /** What the sandbox does where the sources contradict each other or themselves; null otherwise. */
  readonly chosen: string | null
}

type Entry = Omit<Rule, 'section'>

/** A section's rules. */
export function rulesOf(section: Section, entries: readonly Entry[]): readonly Rule[] {
  return entries.map((entry) => ({ ...entry, section }))
}

/** A rule that a source states or shows. */
export function documented(id: string, sources: readonly Source[], sentence: string): Entry {
  return { id, sentence, kind: 'documented', sources, chosen: null }
}

/** A point on which the sources disagree, and what was chosen. */
export function contradictory(
  id: string,
  sources: readonly Source[],
  sentence: string,
  chosen: string,
): Entry {
  return { id, sentence, kind: 'contradictory', sources, chosen }
}

/** A choice of the sandbox on a point where no source says anything. */
export function assumed(id: string, sentence: string): Entry {
  return { id, sentence, kind: 'assumed', sources: [], chosen: null }
}
